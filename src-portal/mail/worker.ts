import { setTimeout as pause } from 'node:timers/promises'
import type { PortalDatabase } from '../db/open.ts'
import type { ServiceDeps } from '../server/deps.ts'
import { type ComposeSettings, composeMail } from './compose.ts'
import { MAIL_CHANNEL } from './enqueue.ts'
import { BadAddress } from './message.ts'
import { type Batch, claimBatch, endBatch, nextDue, postponeBatch } from './queue.ts'
import { MailRefused, type MailTransport } from './transport.ts'

export type MailLog = {
  warn(about: object, message: string): void
}

export type WorkerDeps = ServiceDeps & {
  database: Pick<PortalDatabase, 'listen'>
  transport: MailTransport
  compose: ComposeSettings
  /** How long a change of a case waits for others to go with it. */
  groupMs: number
  log: MailLog
}

export const LEASE_MS = 5 * 60_000
const FIRST_RETRY_MS = 30_000
const LONGEST_RETRY_MS = 60 * 60_000
/** From the moment the mail was queued. */
export const GIVE_UP_MS = 3 * 86_400_000
/** A notification may get lost with its connection. */
const LOOK_MS = 30_000
const BROKEN_MS = 10_000
const AT_ONCE_MS = 20
const END_ATTEMPTS = 5

export type MailWorker = {
  /** Sends what is due, one after the other, until nothing is or the server takes none (`down`). */
  sendDue(): Promise<{ sent: number; down: boolean }>
  /** Sends as it comes, until `stop`. */
  start(): Promise<void>
  /** Resolves when nothing is in hand any more. */
  stop(): Promise<void>
}

/** Several processes may run one each on the same database. */
export function createMailWorker(deps: WorkerDeps): MailWorker {
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  let timer: NodeJS.Timeout | undefined
  let unlisten = async () => {}

  async function sendDue(): Promise<{ sent: number; down: boolean }> {
    let sent = 0
    while (!stopped) {
      const batch = await claimBatch(deps, { groupMs: deps.groupMs, leaseMs: LEASE_MS })
      if (!batch) break
      const outcome = await deliver(deps, batch)
      if (outcome === 'sent') sent += 1
      if (outcome === 'down') return { sent, down: true }
    }
    return { sent, down: false }
  }

  async function pass(): Promise<void> {
    let delay = LOOK_MS
    try {
      const { down } = await sendDue()
      const due = await nextDue(deps, deps)
      if (due !== null) delay = Math.min(LOOK_MS, Math.max(due - deps.now(), down ? BROKEN_MS : AT_ONCE_MS))
    } catch (error) {
      deps.log.warn({ err: error }, 'The queue of e-mail could not be read')
      delay = BROKEN_MS
    }
    if (stopped) return
    timer = setTimeout(wake, delay)
  }

  function wake(): void {
    clearTimeout(timer)
    if (stopped) return
    if (running) {
      again = true
      return
    }
    again = false
    running = pass().finally(() => {
      running = undefined
      if (again) wake()
    })
  }

  return {
    sendDue,
    async start() {
      unlisten = await deps.database.listen(MAIL_CHANNEL, wake)
      wake()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await unlisten()
      await running
      await deps.transport.close()
    },
  }
}

async function deliver(deps: WorkerDeps, batch: Batch): Promise<'sent' | 'ended' | 'later' | 'down'> {
  const kind = batch.mails[0]?.kind
  try {
    const mail = await composeMail(deps, deps.compose, batch)
    if ('dropped' in mail) {
      await endBatch(deps, batch, { state: 'dropped', error: mail.dropped })
      return 'ended'
    }
    await deps.transport.send(mail)
  } catch (error) {
    const text = error instanceof Error ? withoutAddresses(error.message) : 'unknown'
    const permanent = error instanceof BadAddress || (error instanceof MailRefused && error.kind === 'permanent')
    if (permanent || deps.now() - batch.createdAt >= GIVE_UP_MS) {
      await endBatch(deps, batch, { state: 'failed', error: text })
      deps.log.warn({ batch: batch.id, kind, reason: text }, 'An e-mail was given up')
      return 'ended'
    }
    const dueAt = deps.now() + retryDelay(batch.attempt, deps.random)
    await postponeBatch(deps, batch, { dueAt, error: text })
    deps.log.warn({ batch: batch.id, kind, attempt: batch.attempt, reason: text }, 'An e-mail could not be sent yet')
    return error instanceof MailRefused && error.kind === 'down' ? 'down' : 'later'
  }
  await endForSure(deps, batch)
  return 'sent'
}

/** What has gone and is not marked would go again. */
async function endForSure(deps: WorkerDeps, batch: Batch): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await endBatch(deps, batch, { state: 'sent' })
    } catch (error) {
      if (attempt === END_ATTEMPTS) throw error
      await pause(100 * 2 ** attempt)
    }
  }
}

/** Doubles from half a minute to an hour; up to a quarter longer, so that processes and mails spread out. */
function retryDelay(attempt: number, random: () => number): number {
  return Math.round(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1)) * (1 + random() / 4))
}

function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"']+@[^\s<>"']+/g, '…')
}
