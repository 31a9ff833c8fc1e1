import { CSRF_HEADER } from '#shared/customer-api/paths.ts'
import { ApiProblem, problemOf } from './problem.ts'

const TIMEOUT_MS = 30_000

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type Query = Record<string, string | number | boolean | undefined>
type CallOptions = { body?: unknown; query?: Query; signal?: AbortSignal }

export type Api = {
  /** The answer's body, `undefined` where there is none. Throws `ApiProblem`, and `AbortError` when `signal` ended it. */
  call: <T>(method: Method, path: string, options?: CallOptions) => Promise<T>
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => Promise<T>
  post: <T = void>(path: string, body?: unknown) => Promise<T>
  /** Sent with everything but GET; uploads that do not go through `call` take it from here. */
  csrfToken: () => string | null
  setCsrfToken: (token: string | null) => void
  /** Tells of each problem before the caller sees it; the session listens. */
  onProblem: (listen: (problem: ApiProblem) => void) => void
  /** Asked once for a new token when the portal does not take the old one; true: try again. */
  onCsrfFailed: (renew: () => Promise<boolean>) => void
}

export function createApi(deps: { fetch: typeof fetch }): Api {
  let token: string | null = null
  let listen: (problem: ApiProblem) => void = () => {}
  let renewToken: () => Promise<boolean> = async () => false

  async function once<T>(method: Method, path: string, { body, query, signal }: CallOptions): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (method !== 'GET' && token) headers[CSRF_HEADER] = token
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    let response: Response
    let text: string
    try {
      response = await deps.fetch(addressOf(path, query), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: 'same-origin',
        signal: signal ? anyOf(signal, timeout) : timeout,
      })
      text = await response.text()
    } catch (error) {
      if (signal?.aborted) throw error
      throw new ApiProblem('unreachable', 0)
    }
    const answer = parsed(text)
    if (!response.ok) throw problemOf(response.status, answer)
    return answer as T
  }

  async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
    try {
      return await once<T>(method, path, options)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.code === 'csrf_failed' && method !== 'GET' && (await renewToken()))
        return once<T>(method, path, options)
      listen(error)
      throw error
    }
  }

  return {
    call,
    get: (path, query, signal) => call('GET', path, { query, signal }),
    post: (path, body) => call('POST', path, { body }),
    csrfToken: () => token,
    setCsrfToken: (next) => {
      token = next
    },
    onProblem: (next) => {
      listen = next
    },
    onCsrfFailed: (next) => {
      renewToken = next
    },
  }
}

function addressOf(path: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value))
  const search = params.toString()
  return search === '' ? path : `${path}?${search}`
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `AbortSignal.any` is younger than the browsers that are supported. */
function anyOf(...signals: AbortSignal[]): AbortSignal {
  const controller = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason)
    else signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true })
  }
  return controller.signal
}
