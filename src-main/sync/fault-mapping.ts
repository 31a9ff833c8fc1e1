import type { Readable } from 'node:stream'
import axios, { type AxiosResponse } from 'axios'
import { type ProblemDetails, problemDetails } from '#shared/portal-api/problem.ts'
import { PortalFault } from './portal-fault.ts'

const CERTIFICATE_CODES = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'HOSTNAME_MISMATCH',
]
const CERTIFICATE_PREFIXES = ['CERT_', 'ERR_TLS_CERT_']
const TLS_PREFIXES = ['ERR_TLS_', 'ERR_SSL_']
const CONNECTING = ['getaddrinfo', 'connect']
const MAX_PROBLEM_BYTES = 64 * 1024

/** A request that got no answer. */
export function faultOfError(error: unknown, abortedByDesk: boolean): PortalFault {
  if (error instanceof PortalFault) return error
  if (abortedByDesk || axios.isCancel(error)) return new PortalFault('aborted')
  const code = axios.isAxiosError(error) ? (error.code ?? '') : codeOf(error)
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return new PortalFault('timeout', code)
  const startsWith = (prefix: string) => code.startsWith(prefix)
  // The certificate is looked at before anything is sent.
  if (CERTIFICATE_CODES.includes(code) || CERTIFICATE_PREFIXES.some(startsWith)) {
    return new PortalFault('tls', code, { nothingDone: true })
  }
  // Also of a line that was damaged when the request had arrived.
  if (code === 'EPROTO' || TLS_PREFIXES.some(startsWith)) return new PortalFault('tls', code)
  if (code === 'ERR_FR_MAX_BODY_LENGTH_EXCEEDED') return new PortalFault('too_large', code)
  // Among others: the answer is longer than anything the portal sends, or not valid HTTP.
  if (code === 'ERR_BAD_RESPONSE' || code.startsWith('HPE_') || code.startsWith('Z_')) {
    return new PortalFault('bad_response', code)
  }
  return new PortalFault('unreachable', code, {
    nothingDone: neverConnected(axios.isAxiosError(error) ? error.cause : error),
  })
}

/** The code alone does not tell: most of them also end a connection over which the request had gone. */
function neverConnected(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(neverConnected)
  return cause instanceof Error && 'syscall' in cause && CONNECTING.includes(String(cause.syscall))
}

/** An answer outside 2xx. */
export async function faultOfResponse(response: AxiosResponse<unknown>): Promise<PortalFault> {
  const problem = parseProblem(await bodyText(response.data))
  const retryAfterMs = retryAfter(response)
  const detail = `HTTP ${response.status}${problem ? ` ${problem.code}` : ''}`
  switch (response.status) {
    case 401:
      return new PortalFault(problem?.code === 'wrong_credentials' ? 'wrong_credentials' : 'unauthorized', detail, {
        nothingDone: true,
      })
    case 403:
      // The agent may no longer work here: the same way out as an ended session.
      if (problem?.code === 'forbidden') return new PortalFault('unauthorized', detail, { nothingDone: true })
      break
    case 408:
      return new PortalFault('timeout', detail)
    case 409:
      return new PortalFault(problem?.code === 'scope_changed' ? 'scope_changed' : 'bad_response', detail)
    case 410:
      return new PortalFault('resync_needed', detail)
    case 413:
      return new PortalFault('too_large', detail)
    case 426:
      return new PortalFault('client_too_old', detail)
    case 429:
      return new PortalFault('throttled', detail, { retryAfterMs, nothingDone: true })
  }
  if (response.status >= 500) return new PortalFault('unavailable', detail, { retryAfterMs })
  if (problem?.code === 'invalid_request') return new PortalFault('refused', detail, { nothingDone: true })
  // Not our portal that speaks: a wrong address, a captive network.
  return new PortalFault('bad_response', detail)
}

function parseProblem(text: string): ProblemDetails | null {
  try {
    return problemDetails.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

async function bodyText(data: unknown): Promise<string> {
  if (typeof data === 'string') return data
  if (typeof data !== 'object' || data === null || !('pipe' in data)) return ''
  const stream = data as Readable
  let text = ''
  try {
    for await (const chunk of stream) {
      text += String(chunk)
      if (text.length > MAX_PROBLEM_BYTES) break
    }
  } catch {
    // The status says enough.
  } finally {
    stream.destroy()
  }
  return text
}

/** Seconds or an HTTP date; a date is read by the portal's own clock. */
function retryAfter(response: AxiosResponse<unknown>): number | null {
  const value = response.headers['retry-after']
  if (typeof value !== 'string') return null
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000
  const until = Date.parse(value)
  const portalNow = Date.parse(String(response.headers.date ?? ''))
  return Number.isNaN(until) || Number.isNaN(portalNow) ? null : Math.max(0, until - portalNow)
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
