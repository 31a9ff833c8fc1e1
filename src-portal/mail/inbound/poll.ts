import { ImapFlow } from 'imapflow'
import type { ImapSettings } from '../settings.ts'
import type { MailLog } from '../worker.ts'
import { type ReplyDeps, type ReplyOutcome, takeReply } from './take-reply.ts'

/** A mark of our own: that somebody read a message in the mailbox does not mean that the portal did. */
const DONE = 'SpicaDone'
const MAX_MESSAGE_BYTES = 80 * 1024 * 1024
/** Of these nobody has to look after anything. */
const UNREMARKABLE: readonly ReplyOutcome[] = ['note', 'duplicate', 'automatic']

const CONNECT_MS = 20_000
const SILENCE_MS = 120_000

export type PollDeps = ReplyDeps & { settings: ImapSettings; log: MailLog; maxMessageBytes?: number }
export type PollResult = { outcome: ReplyOutcome; uid: number }[]

/** Reads what is new in the mailbox, oldest first. A message that cannot be taken in now is met again by the next poll. */
export async function pollMailbox(deps: PollDeps): Promise<PollResult> {
  const { host, port, secure, allowPlaintext, user, password, mailbox, ca } = deps.settings
  const client = new ImapFlow({
    host,
    port,
    secure,
    ...(secure || allowPlaintext ? {} : { doSTARTTLS: true }),
    auth: { user, pass: password },
    ...(ca === undefined ? {} : { tls: { ca } }),
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  })
  // What breaks is thrown by the command that waits; without a listener it would end the process as well.
  client.on('error', () => {})
  await client.connect()
  try {
    const lock = await client.getMailboxLock(mailbox)
    try {
      return await takeNew(deps, client)
    } finally {
      lock.release()
    }
  } finally {
    await client.logout().catch(() => client.close())
  }
}

async function takeNew(deps: PollDeps, client: ImapFlow): Promise<PollResult> {
  const flags = client.mailbox ? client.mailbox.permanentFlags : undefined
  const ownFlags = flags?.has('\\*') ?? false
  const uids = await client.search(ownFlags ? { unKeyword: DONE } : { seen: false }, { uid: true })
  const results: PollResult = []
  for (const uid of [...(uids || [])].sort((a, b) => a - b)) {
    try {
      const outcome = await takeOne(deps, client, uid)
      if (outcome === null) continue
      await client.messageFlagsAdd(String(uid), ownFlags ? [DONE] : ['\\Seen'], { uid: true })
      results.push({ uid, outcome })
      if (!UNREMARKABLE.includes(outcome)) {
        deps.log.warn({ uid, reason: outcome }, 'A received e-mail was not taken')
      }
    } catch (error) {
      deps.log.warn({ err: error, uid }, 'A received e-mail could not be taken in yet')
      if (!client.usable) throw error
    }
  }
  return results
}

/** Null: somebody removed it meanwhile. */
async function takeOne(deps: PollDeps, client: ImapFlow, uid: number): Promise<ReplyOutcome | null> {
  const about = await client.fetchOne(String(uid), { size: true }, { uid: true })
  if (!about) return null
  if ((about.size ?? 0) > (deps.maxMessageBytes ?? MAX_MESSAGE_BYTES)) {
    const large = await client.fetchOne(String(uid), { headers: true }, { uid: true })
    const headers = large ? large.headers : undefined
    return headers ? takeReply(deps, headers, { headersOnly: true }) : null
  }
  const message = await client.fetchOne(String(uid), { source: true }, { uid: true })
  const source = message ? message.source : undefined
  return source ? takeReply(deps, source) : null
}

/** Polls until `stop`, one poll at a time. */
export function startPolling(deps: PollDeps): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const poll = async () => {
    try {
      await pollMailbox(deps)
    } catch (error) {
      deps.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'The mailbox could not be read')
    }
    if (!stopped) timer = setTimeout(next, deps.settings.pollMs)
  }
  let running = poll()
  function next() {
    running = poll()
  }
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
