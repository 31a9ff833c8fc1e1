import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios'
import { type SignInRequest, type SignInResponse, signInResponse } from '#shared/portal-api/auth.ts'
import { type PortalLimits, portalLimits } from '#shared/portal-api/blobs.ts'
import { type PersonExport, personExport } from '#shared/portal-api/contact-export.ts'
import { type DeviceImportReport, deviceImportReport } from '#shared/portal-api/device-import.ts'
import {
  type CancelRequest,
  type CancelResponse,
  cancelResponse,
  type PushRequest,
  type PushResponse,
  pushResponse,
} from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { problemDetails } from '#shared/portal-api/problem.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import {
  type ChangesResponse,
  type Cursor,
  type DigestResponse,
  digestResponse,
  formatCursor,
  type HeadEvent,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  type PresenceEvent,
  type PresenceRequest,
  type SnapshotHead,
  type SnapshotPage,
  snapshotHead,
} from '#shared/portal-api/sync.ts'
import { type BlobClient, createBlobClient } from './blob-client.ts'
import { faultOfError, faultOfResponse } from './fault-mapping.ts'
import { checked, parseChanges, parseSnapshotPage } from './parse-pages.ts'
import { PortalFault } from './portal-fault.ts'
import { readEvents } from './sse.ts'

/** What the desk asks of the portal. Every method rejects with a `PortalFault` and nothing else. */
export type PortalClient = {
  signIn(request: SignInRequest, signal?: AbortSignal): Promise<SignInResponse>
  signOut(signal?: AbortSignal): Promise<void>
  push(request: PushRequest, signal?: AbortSignal): Promise<PushResponse>
  /** Closes operations that have not taken effect; see `cancelRequest`. */
  cancel(request: CancelRequest, signal?: AbortSignal): Promise<CancelResponse>
  changes(cursor: Cursor, signal?: AbortSignal): Promise<ChangesResponse>
  snapshotHead(signal?: AbortSignal): Promise<SnapshotHead>
  snapshotPage<T extends SyncTable>(table: T, after: string | null, signal?: AbortSignal): Promise<SnapshotPage<T>>
  /** The portal's fingerprint of a table's rows within the agent's scope. */
  digest(table: SyncTable, signal?: AbortSignal): Promise<DigestResponse>
  limits(signal?: AbortSignal): Promise<PortalLimits>
  presence(request: PresenceRequest, signal?: AbortSignal): Promise<void>
  /** All that the portal knows of a person; null where it knows nobody of that id. */
  contactExport(contactId: string, signal?: AbortSignal): Promise<PersonExport | null>
  /** A file of devices, looked at or taken in; null where the portal says that the agent is no administrator. */
  importDevices(file: Uint8Array, preview: boolean, signal?: AbortSignal): Promise<DeviceImportReport | null>
  /** The bytes of attachments. */
  readonly blobs: BlobClient
  /** Resolves when the stream ends, rejects when it could not be opened or broke. `onAlive` is called for every byte. */
  events(handlers: EventHandlers, signal: AbortSignal): Promise<void>
  /** Closes idle connections; later calls open new ones. */
  disconnect(): void
}

export type EventHandlers = {
  onHead(head: HeadEvent): void
  onPresence(event: PresenceEvent): void
  onAlive(): void
}

export type PortalClientOptions = {
  baseUrl: string
  /** Read at every request, so that a token can change or go. */
  token(): string | null
  /** The portal's clock as its `Date` header says, epoch ms; whole seconds. */
  onPortalTime(portalNow: number): void
  /** Lets the event loop serve others while a long answer is validated. */
  breathe(): Promise<void>
  version: string
  /** For one whole request. */
  timeoutMs?: number
}

const DEFAULT_TIMEOUT_MS = 30_000
/** 100,000 devices take the portal up to a minute. */
const IMPORT_TIMEOUT_MS = 5 * 60_000
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024
const MAX_REQUEST_BYTES = 32 * 1024 * 1024

export function createPortalClient(options: PortalClientOptions): PortalClient {
  const base = checkedBase(options.baseUrl)
  const timeout = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const httpAgent = new HttpAgent({ keepAlive: true })
  const httpsAgent = new HttpsAgent({ keepAlive: true })
  const http = axios.create({
    adapter: 'http',
    httpAgent,
    httpsAgent,
    // A token must never follow a redirect to another host.
    maxRedirects: 0,
    maxContentLength: MAX_RESPONSE_BYTES,
    maxBodyLength: MAX_REQUEST_BYTES,
    validateStatus: () => true,
    transformResponse: [(data: unknown) => data],
    // A proxy of the company must not be asked for the machine itself.
    ...(base instanceof URL && isLoopback(base) ? { proxy: false } : {}),
  })

  async function send(config: AxiosRequestConfig, answers: readonly number[] = []): Promise<AxiosResponse<unknown>> {
    if (base instanceof PortalFault) throw base
    const token = options.token()
    let response: AxiosResponse<unknown>
    try {
      response = await http.request({
        timeout,
        responseType: 'text',
        ...config,
        url: new URL(`.${config.url}`, base).href,
        headers: {
          [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
          'user-agent': `SpicaDesk/${options.version}`,
          accept: 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...config.headers,
        },
      })
    } catch (error) {
      throw faultOfError(error, config.signal?.aborted ?? false)
    }
    const date = Date.parse(String(response.headers.date ?? ''))
    if (!Number.isNaN(date)) options.onPortalTime(date)
    if ((response.status < 200 || response.status > 299) && !answers.includes(response.status)) {
      if (Buffer.isBuffer(response.data)) response.data = response.data.toString()
      throw await faultOfResponse(response)
    }
    return response
  }

  async function json(config: AxiosRequestConfig): Promise<unknown> {
    return parsed(await send(config))
  }

  function parsed({ data, config }: AxiosResponse<unknown>): unknown {
    try {
      return JSON.parse(String(data))
    } catch {
      throw new PortalFault('bad_response', `${config.url} did not answer JSON`)
    }
  }

  return {
    signIn: async (request, signal) =>
      checked(signInResponse, await json({ method: 'POST', url: PORTAL_PATHS.signIn, data: request, signal })),
    signOut: async (signal) => {
      // Nothing is sent, so it has no type; the HTTP client would name one.
      await send({ method: 'POST', url: PORTAL_PATHS.signOut, headers: { 'content-type': false }, signal })
    },
    push: async (request, signal) =>
      checked(pushResponse, await json({ method: 'POST', url: PORTAL_PATHS.push, data: request, signal })),
    cancel: async (request, signal) =>
      checked(cancelResponse, await json({ method: 'POST', url: PORTAL_PATHS.cancel, data: request, signal })),
    changes: async (cursor, signal) =>
      parseChanges(
        await json({ url: PORTAL_PATHS.changes, params: { cursor: formatCursor(cursor) }, signal }),
        options.breathe,
      ),
    snapshotHead: async (signal) => checked(snapshotHead, await json({ url: PORTAL_PATHS.snapshot, signal })),
    snapshotPage: async (table, after, signal) =>
      parseSnapshotPage(
        table,
        await json({ url: PORTAL_PATHS.snapshot, params: { table, ...(after === null ? {} : { after }) }, signal }),
        options.breathe,
      ),
    digest: async (table, signal) =>
      checked(digestResponse, await json({ url: PORTAL_PATHS.digest, params: { table }, signal })),
    limits: async (signal) => checked(portalLimits, await json({ url: PORTAL_PATHS.limits, signal })),
    presence: async (request, signal) => {
      await send({ method: 'PUT', url: PORTAL_PATHS.presence, data: request, signal })
    },
    contactExport: async (contactId, signal) => {
      const url = `${PORTAL_PATHS.contactExport}/${encodeURIComponent(contactId)}`
      const answer = await send({ url, signal }, [404])
      if (answer.status !== 404) return checked(personExport, parsed(answer))
      // A 404 of something else than the portal says nothing about the person.
      const problem = problemDetails.safeParse(parsed(answer)).data
      if (problem?.code !== 'not_found') throw new PortalFault('bad_response', 'HTTP 404 from elsewhere')
      return null
    },
    importDevices: async (file, preview, signal) => {
      const answer = await send(
        {
          method: 'POST',
          url: PORTAL_PATHS.deviceImport,
          params: { preview: String(preview) },
          data: Buffer.from(file.buffer, file.byteOffset, file.byteLength),
          headers: { 'content-type': 'application/octet-stream' },
          timeout: IMPORT_TIMEOUT_MS,
          signal,
        },
        [403],
      )
      if (answer.status !== 403) return checked(deviceImportReport, parsed(answer))
      const problem = problemDetails.safeParse(parsed(answer)).data
      if (problem?.code !== 'forbidden') throw new PortalFault('bad_response', 'HTTP 403 from elsewhere')
      return null
    },
    blobs: createBlobClient(send),
    events: async (handlers, signal) => {
      const response = await send({
        url: PORTAL_PATHS.events,
        responseType: 'stream',
        maxContentLength: -1,
        headers: { accept: 'text/event-stream', 'accept-encoding': 'identity' },
        signal,
      })
      await readEvents(response.data, handlers, signal)
    },
    disconnect: () => {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  }
}

/** Words and tokens travel encrypted, or not at all beyond this machine. */
function checkedBase(text: string): URL | PortalFault {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return new PortalFault('unreachable', 'no address')
  if (url.protocol === 'http:' && !isLoopback(url)) return new PortalFault('tls', 'plain http beyond this machine')
  url.search = ''
  url.hash = ''
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

function isLoopback(url: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}
