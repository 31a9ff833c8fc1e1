import { FileFault } from '#main/store/file-folder/index.ts'
import { countFailure, rejectOperation } from '#main/store/outbox/failing.ts'
import { operationById } from '#main/store/outbox/operations.ts'
import { waitsUntil } from '#main/store/outbox/sending.ts'
import { type FilesToUpload, filesOf, operationsWithFiles } from '#main/store/outbox/staged-files.ts'
import type { NewAttachment, Operation } from '#shared/portal-api/operations.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import { backoffMs } from './backoff.ts'
import type { ChunkResult } from './blob-client.ts'
import { createChunkSize } from './chunk-size.ts'
import type { SyncContext } from './context.ts'
import type { FileContext } from './file-context.ts'
import { showPending } from './overlay.ts'
import { PortalFault } from './portal-fault.ts'
import { problemOf } from './problems.ts'
import type { Timer } from './runtime.ts'

/** The bytes of files on their way to the portal. Push asks `ready`; the scheduler lets it run and stops it. */
export type Uploads = {
  /** False while bytes of its files are not whole on the portal: the operation waits, and its lane with it. */
  ready(operation: Operation): boolean
  /** The portal answered `retry`: whatever was taken as whole there of its files is asked about again. */
  doubt(operation: Operation): void
  /**
   * Goes on with what waits, in the background, if it is not at it already; ends by itself when nothing is left. To be called
   * whenever the portal may be asked: after each cycle that reached it, when something new waits. Never throws.
   */
  run(): void
  /** Cuts what is on its way; resolves when nothing runs any more. `run` may be called again. */
  stop(): Promise<void>
}

export type UploadsOptions = {
  /** The files of an operation have become whole: it can be pushed now. */
  onReady(): void
  /** The portal said something that concerns all traffic: 401, too old, throttled, unreachable. */
  onFault(error: unknown): void
}

/** While the line was at fault and the portal answers something else by now, the next try may come after so long. */
const EAGER_MS = 5_000
const OF_THE_LINE = ['unreachable', 'timeout', 'tls']
/** Failures that may be this file's alone; whether they are, another question to the portal shows. */
const PERHAPS_OF_THE_FILE = ['unavailable', 'bad_response', 'too_large', 'refused']

/** One file at a time, oldest operation first; a file with which the portal fails does not hold back the others. */
export function createUploads(ctx: SyncContext & FileContext, options: UploadsOptions): Uploads {
  const chunk = createChunkSize()
  const whole = new Set<string>()
  let running: Promise<void> | null = null
  let controller = new AbortController()
  let failures = 0
  let lastTryAt = 0
  let lastFault: unknown = null
  let retryAt = 0
  let timer: Timer | null = null
  /** Until `run` is called again, no timer may begin anything. */
  let stopped = true

  /** Null: nothing is to be done now; `at`: when something is. */
  function next(): { waiting: FilesToUpload; file: NewAttachment } | { at: number | null } {
    const now = ctx.clock()
    let at: number | null = null
    for (const waiting of operationsWithFiles(ctx.outbox)) {
      const file = waiting.files.find(({ sha256 }) => !whole.has(sha256))
      if (!file) continue
      const nextAt = waitsUntil(waiting.nextAt, now)
      if (nextAt <= now) return { waiting, file }
      at = Math.min(nextAt, at ?? nextAt)
    }
    return { at }
  }

  async function loop(signal: AbortSignal): Promise<void> {
    for (;;) {
      const found = next()
      if (!('file' in found)) {
        if (found.at !== null) wakeAt(found.at)
        return
      }
      const { waiting, file } = found
      await uploadOrJudge(waiting, file, signal)
      if (waiting.files.every(({ sha256 }) => whole.has(sha256))) options.onReady()
      await ctx.timers.breathe()
    }
  }

  async function uploadOrJudge(waiting: FilesToUpload, file: NewAttachment, signal: AbortSignal): Promise<void> {
    try {
      await upload(waiting, file, signal)
      failures = 0
    } catch (error) {
      if (error instanceof FileFault) {
        ctx.log(`a file to be sent is ${error.code}`)
        return refuse(waiting, { code: 'file_not_here', params: { name: file.fileName } })
      }
      if (!(error instanceof PortalFault)) throw error
      if (error.code === 'timeout' || error.code === 'unreachable' || error.code === 'too_large') chunk.failed()
      if (!PERHAPS_OF_THE_FILE.includes(error.code) || error.retryAfterMs !== null) throw error
      // Fails as well when the portal is at fault, and then that is what is said.
      await ctx.client.blobs.state(file.sha256, signal)
      setAside(waiting, problemOf(error))
    }
  }

  async function upload(waiting: FilesToUpload, file: NewAttachment, signal: AbortSignal): Promise<void> {
    const { sha256, size } = file
    let { received, complete } = await ctx.client.blobs.state(sha256, signal)
    ctx.report.contact()
    while (!complete) {
      note(waiting, sha256, received)
      if (!isWanted(waiting.opId)) return
      const bytes = await readChunk(sha256, received, Math.min(size, received + chunk.bytes()))
      const began = ctx.clock()
      const result = await ctx.client.blobs.append(sha256, { offset: received, size, bytes }, signal)
      ctx.report.contact()
      if (result.kind === 'refused') return refuse(waiting, problemOfRefusal(result.code, file))
      if (result.kind === 'mismatch') return await mismatched(waiting, file)
      if (result.kind === 'taken') chunk.took(ctx.clock() - began)
      if (result.received <= received && !result.complete && result.kind === 'taken') {
        throw new PortalFault('bad_response', 'an upload does not go on')
      }
      received = result.received
      complete = result.complete
    }
    whole.add(sha256)
    note(waiting, sha256, size)
  }

  async function readChunk(sha256: string, from: number, to: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    for await (const piece of ctx.files.read(sha256, { from, to })) pieces.push(piece)
    const bytes = Buffer.concat(pieces)
    if (bytes.length !== to - from) throw new FileFault('damaged')
    return bytes
  }

  /** The portal has hashed something else. Each piece was authentic when it left, so it goes once more, but not for ever. */
  async function mismatched(waiting: FilesToUpload, file: NewAttachment): Promise<void> {
    ctx.log('the portal received other bytes than were sent')
    note(waiting, file.sha256, 0)
    setAside(waiting, { code: 'bad_response', params: {} })
  }

  /** Counts as a failed send: waits longer each time, and is quarantined in the end. */
  function setAside(waiting: FilesToUpload, problem: Problem): void {
    const now = ctx.clock()
    const attempts = operationById(ctx.outbox, waiting.opId)?.attempts ?? 0
    const nextAt = now + Math.max(1_000, backoffMs(attempts + 1, null, ctx.random))
    countFailure(ctx.outbox, waiting.opId, { now, nextAt, problem })
    show(waiting)
  }

  function refuse(waiting: FilesToUpload, problem: Problem): void {
    rejectOperation(ctx.outbox, waiting.opId, problem, ctx.clock())
    show(waiting)
  }

  function isWanted(opId: string): boolean {
    const state = operationById(ctx.outbox, opId)?.state
    return state === 'waiting' || state === 'sending'
  }

  function note({ caseId }: FilesToUpload, sha256: string, bytes: number): void {
    ctx.transfers.noteUploaded(sha256, bytes)
    ctx.report.attachments([caseId])
  }

  function show({ caseId }: FilesToUpload): void {
    showPending(ctx, [caseId])
    ctx.report.cases([caseId], 0)
    ctx.report.operations()
    ctx.report.state()
  }

  function failed(error: unknown): void {
    if (error instanceof PortalFault && error.code === 'aborted') return
    lastFault = error
    failures++
    const after = error instanceof PortalFault ? error.retryAfterMs : null
    retryAt = ctx.clock() + backoffMs(failures, after, ctx.random)
    wakeAt(retryAt)
    options.onFault(error)
  }

  function wakeAt(at: number): void {
    timer?.cancel()
    if (!stopped) timer = ctx.timers.after(Math.max(0, at - ctx.clock()), goOn)
  }

  function mayTry(): boolean {
    const now = ctx.clock()
    if (now >= retryAt || now < lastTryAt) return true
    const line = lastFault instanceof PortalFault && OF_THE_LINE.includes(lastFault.code)
    return line && now - lastTryAt >= EAGER_MS
  }

  function goOn(): void {
    if (stopped || running || !mayTry()) return
    timer?.cancel()
    lastTryAt = ctx.clock()
    retryAt = 0
    running = loop(controller.signal)
      .catch(failed)
      .finally(() => {
        running = null
      })
  }

  return {
    ready: (operation) => filesOf(operation).every(({ sha256 }) => whole.has(sha256)),
    doubt(operation) {
      for (const { sha256 } of filesOf(operation)) whole.delete(sha256)
    },
    run() {
      stopped = false
      goOn()
    },
    async stop() {
      stopped = true
      timer?.cancel()
      controller.abort()
      controller = new AbortController()
      retryAt = 0
      await running
    },
  }
}

function problemOfRefusal(code: Extract<ChunkResult, { kind: 'refused' }>['code'], file: NewAttachment): Problem {
  const params = { name: file.fileName, size: file.size }
  return { code: code === 'too_large' ? 'file_too_large' : 'file_type_refused', params }
}
