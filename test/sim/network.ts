import { checked, parseChanges, parseSnapshotPage } from '#main/sync/parse-pages.ts'
import type { PortalClient } from '#main/sync/portal-client.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { DEFAULT_MAX_ATTACHMENT_BYTES } from '#shared/portal-api/blobs.ts'
import { cancelResponse, pushResponse } from '#shared/portal-api/operations.ts'
import { digestResponse, type HeadEvent, snapshotHead } from '#shared/portal-api/sync.ts'
import type { Call, SimPortal } from './portal.ts'

/** What becomes of one request. */
export const FATES = [
  'ok',
  /** Nobody listens; the desk knows that nothing was delivered. */
  'refused',
  /** Lost on its way. */
  'dropped',
  /** The desk is told of a broken line, and the request arrives later after all. */
  'delayed',
  /** Carried out; the answer is lost. */
  'lost',
  /** Delivered twice; the second answer counts. */
  'twice',
  /** Carried out and answered, and a copy of it arrives once more later. */
  'echo',
  /** Carried out; the answer comes after everything else that is under way. */
  'late',
  /** The portal's process stops in the middle; what was committed is committed. */
  'dies',
  /** 429 with a time. */
  'throttled',
  /** 503 without one. */
  'unavailable',
  /** Not our portal that speaks. */
  'garbage',
  /** The session is over. */
  'expired',
  'too_large',
] as const
export type Fate = (typeof FATES)[number]

export type Request = {
  owner: object
  agentId: string
  call: Call
  answer(text: string): void
  fail(fault: PortalFault): void
  over: boolean
}

export type NetworkStats = Record<Fate | 'strays' | 'timeouts' | 'restarts' | 'poisoned', number>

export const noNetworkStats = (): NetworkStats =>
  Object.fromEntries([...FATES, 'strays', 'timeouts', 'restarts', 'poisoned'].map((name) => [name, 0])) as NetworkStats

/** All lines between desks and portal. Nothing moves unless the schedule says so. */
export class Network {
  readonly #portal: SimPortal
  readonly #stats: NetworkStats
  /** Under way, oldest first. */
  #requests: Request[] = []
  /** Arrive some time, their answers interest nobody. */
  #strays: { agentId: string; call: Call }[] = []
  #late: { request: Request; deliver(): void }[] = []
  #streams = new Map<object, { onHead(head: HeadEvent): void; end(): void }>()
  /** Words that make the portal answer 500 to the whole request. */
  poison: string | null = null
  down = false

  constructor(portal: SimPortal, stats: NetworkStats) {
    this.#portal = portal
    this.#stats = stats
  }

  send(owner: object, agentId: string, call: Call, signal: AbortSignal | undefined): Promise<string> {
    return new Promise((resolve, reject) => {
      const request: Request = {
        owner,
        agentId,
        call: JSON.parse(JSON.stringify(call)) as Call,
        over: false,
        answer: (text) => {
          if (request.over) return
          request.over = true
          resolve(text)
        },
        fail: (fault) => {
          if (request.over) return
          request.over = true
          reject(fault)
        },
      }
      this.#requests.push(request)
      const abort = () => {
        if (request.over) return
        this.#strays.push({ agentId, call: request.call })
        this.#remove(request)
        request.fail(new PortalFault('aborted'))
      }
      if (signal?.aborted) abort()
      else signal?.addEventListener('abort', abort, { once: true })
    })
  }

  /** Takes too long: the desk gives up, the request may still arrive. */
  timeOut(request: Request): void {
    if (request.over) return
    this.#stats.timeouts += 1
    this.#strays.push({ agentId: request.agentId, call: request.call })
    this.#remove(request)
    request.fail(new PortalFault('timeout'))
  }

  requestsOf(owner: object): Request[] {
    return this.#requests.filter((request) => request.owner === owner)
  }

  get idle(): boolean {
    return this.#requests.length === 0 && this.#late.length === 0
  }

  /** The oldest request of a desk. False: there is none. */
  async deliver(owner: object, fate: Fate, detail: number): Promise<boolean> {
    const request = this.#requests.find((one) => one.owner === owner)
    if (!request) return false
    this.#remove(request)
    if (this.down) {
      this.#stats.refused += 1
      request.fail(new PortalFault('unreachable', 'ECONNREFUSED', { nothingDone: true }))
      return true
    }
    this.#stats[fate] += 1
    await this.#meet(request, fate, detail)
    return true
  }

  /** Something that was on its way for long arrives. */
  async arrive(nth: number): Promise<void> {
    const late = this.#late.shift()
    if (late) {
      late.deliver()
      return
    }
    const [stray] = this.#strays.splice(nth % Math.max(1, this.#strays.length), 1)
    if (!stray) return
    this.#stats.strays += 1
    await this.#carryOut(stray).catch(ignoreFaults)
  }

  forgetStrays(): void {
    this.#strays = []
  }

  get strays(): number {
    return this.#strays.length + this.#late.length
  }

  /** The machine behind these requests is off; what it sent may be on its way. */
  forget(owner: object): void {
    for (const request of this.requestsOf(owner)) {
      this.#strays.push({ agentId: request.agentId, call: request.call })
      request.over = true
      this.#remove(request)
    }
    for (const { request } of this.#late) if (request.owner === owner) request.over = true
    this.#streams.delete(owner)
  }

  /** Every line breaks; what was being asked never arrives. */
  restart(): void {
    this.#stats.restarts += 1
    for (const request of [...this.#requests]) {
      this.#remove(request)
      request.fail(new PortalFault('unreachable', 'ECONNRESET'))
    }
    this.#late = []
    for (const stream of [...this.#streams.values()]) stream.end()
    this.#streams.clear()
  }

  openStream(owner: object, onHead: (head: HeadEvent) => void, signal: AbortSignal): Promise<void> {
    if (this.down) return Promise.reject(new PortalFault('unreachable'))
    return new Promise((resolve, reject) => {
      this.#streams.set(owner, { onHead, end: resolve })
      signal.addEventListener('abort', () => {
        this.#streams.delete(owner)
        reject(new PortalFault('aborted'))
      })
    })
  }

  /** The heads travel to those whose streams are open. */
  async announce(owner: object): Promise<void> {
    const stream = this.#streams.get(owner)
    if (stream && !this.down) stream.onHead(await this.#portal.head())
  }

  async #meet(request: Request, fate: Fate, detail: number): Promise<void> {
    const { agentId, call } = request
    const broken = new PortalFault('unreachable', 'ECONNRESET')
    const answer = async () => {
      try {
        request.answer(await this.#carryOut(request))
      } catch (error) {
        if (!(error instanceof PortalFault)) throw error
        request.fail(error)
      }
    }
    switch (fate) {
      case 'ok':
        return answer()
      case 'refused':
        return request.fail(new PortalFault('unreachable', 'ECONNREFUSED', { nothingDone: true }))
      case 'dropped':
        return request.fail(broken)
      case 'delayed':
        this.#strays.push({ agentId, call })
        return request.fail(broken)
      case 'lost':
        await this.#carryOut(request).catch(ignoreFaults)
        return request.fail(broken)
      case 'twice':
        await this.#carryOut(request).catch(ignoreFaults)
        return answer()
      case 'echo':
        this.#strays.push({ agentId, call })
        return answer()
      case 'late': {
        const text = await this.#carryOut(request).catch((error: unknown) => {
          ignoreFaults(error)
          return null
        })
        const deliver = () => (text === null ? request.fail(broken) : request.answer(text))
        this.#late.push({ request, deliver })
        return
      }
      case 'dies':
        this.#portal.engine.dieAfter(detail)
        await this.#carryOut(request).catch(ignoreFaults)
        this.#portal.engine.dieAfter(null)
        request.fail(broken)
        return this.restart()
      case 'throttled':
        return request.fail(
          new PortalFault('throttled', 'HTTP 429', { retryAfterMs: 1000 * (1 + (detail % 120)), nothingDone: true }),
        )
      case 'unavailable':
        return request.fail(new PortalFault('unavailable', 'HTTP 503'))
      case 'garbage':
        await this.#carryOut(request).catch(ignoreFaults)
        return request.fail(new PortalFault('bad_response', 'HTTP 200'))
      case 'expired':
        return request.fail(new PortalFault('unauthorized', 'HTTP 401', { nothingDone: true }))
      case 'too_large':
        if (call.kind === 'push' && operationsOf(call).length > 1) {
          return request.fail(new PortalFault('too_large', 'HTTP 413'))
        }
        return answer()
    }
  }

  async #carryOut({ agentId, call }: { agentId: string; call: Call }): Promise<string> {
    if (this.poison !== null && call.kind === 'push' && JSON.stringify(call.body).includes(this.poison)) {
      this.#stats.poisoned += 1
      throw new PortalFault('unavailable', 'HTTP 500')
    }
    return this.#portal.answer({ agentId }, call)
  }

  #remove(request: Request): void {
    this.#requests = this.#requests.filter((one) => one !== request)
  }
}

function operationsOf(call: Extract<Call, { kind: 'push' }>): unknown[] {
  return (call.body as { operations: unknown[] }).operations
}

function ignoreFaults(error: unknown): void {
  if (!(error instanceof PortalFault)) throw error
}

const TIMEOUT_MS = 30_000

/** The desk's side of a line: the schemas of the wire are checked as the real client does. */
export function createClient(options: {
  network: Network
  owner: object
  agent: { id: string; name: string; email: string }
  after(ms: number, fn: () => void): { cancel(): void }
  breathe(): Promise<void>
}): PortalClient {
  const { network, owner, agent, breathe } = options
  const ask = async (call: Call, signal?: AbortSignal): Promise<unknown> => {
    const pending = network.send(owner, agent.id, call, signal)
    const request = network.requestsOf(owner).at(-1)
    const timer = options.after(TIMEOUT_MS, () => request && network.timeOut(request))
    try {
      return JSON.parse(await pending)
    } finally {
      timer.cancel()
    }
  }
  let tokens = 0
  return {
    signIn: () => {
      if (network.down) return Promise.reject(new PortalFault('unreachable', '', { nothingDone: true }))
      tokens += 1
      return Promise.resolve({ token: `token-${tokens}`, expiresAt: Number.MAX_SAFE_INTEGER, agent })
    },
    signOut: () => Promise.resolve(),
    push: async (body, signal) => checked(pushResponse, await ask({ kind: 'push', body }, signal)),
    cancel: async (body, signal) => checked(cancelResponse, await ask({ kind: 'cancel', body }, signal)),
    changes: async (cursor, signal) => parseChanges(await ask({ kind: 'changes', cursor }, signal), breathe),
    snapshotHead: async (signal) => checked(snapshotHead, await ask({ kind: 'head' }, signal)),
    snapshotPage: async (table, after, signal) =>
      parseSnapshotPage(table, await ask({ kind: 'page', table, after }, signal), breathe),
    digest: async (table, signal) => checked(digestResponse, await ask({ kind: 'digest', table }, signal)),
    limits: () =>
      network.down
        ? Promise.reject(new PortalFault('unreachable'))
        : Promise.resolve({ maxAttachmentBytes: DEFAULT_MAX_ATTACHMENT_BYTES }),
    // Files have tests of their own; nothing is attached here.
    blobs: {
      state: () => Promise.reject(new PortalFault('unreachable')),
      append: () => Promise.reject(new PortalFault('unreachable')),
      read: () => Promise.reject(new PortalFault('unreachable')),
    },
    presence: () => Promise.resolve(),
    contactExport: () => Promise.reject(new PortalFault('unreachable')),
    importDevices: () => Promise.reject(new PortalFault('unreachable')),
    events: (handlers, signal) => network.openStream(owner, handlers.onHead, signal),
    disconnect: () => {},
  }
}
