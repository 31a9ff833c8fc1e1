import { asc, sql } from 'drizzle-orm'
import type { PortalDatabase } from '#portal/db/open.ts'
import { mailQueue } from '#portal/db/schema.ts'
import type { ComposeSettings } from '#portal/mail/compose.ts'
import { enqueueMail, type Mail } from '#portal/mail/enqueue.ts'
import type { OutgoingMail } from '#portal/mail/message.ts'
import type { MailTransport } from '#portal/mail/transport.ts'
import { createMailWorker, type MailWorker, type WorkerDeps } from '#portal/mail/worker.ts'
import { inTransaction, type Work } from '#portal/server/deps.ts'
import { createWorld, type World } from '../portal/world.ts'

export const COMPOSE: ComposeSettings = {
  publicUrl: 'https://portal.spica.example',
  from: { name: 'Customer Service - Spica', address: 'Customer.Service@spica.example' },
  replyTo: null,
  helpDesk: [{ name: '', address: 'podpora@spica.example' }],
  helpDeskLanguage: 'sl',
  contact: { email: 'podpora@spica.example', phone: '+386 1 568 08 00' },
  repliesRead: true,
}
export const GROUP_MS = 60_000

/** Takes what it is given, unless it is told to fail. */
export type FakeTransport = MailTransport & {
  readonly sent: OutgoingMail[]
  fail(error: Error | null): void
}

export function fakeTransport(): FakeTransport {
  const sent: OutgoingMail[] = []
  let failure: Error | null = null
  return {
    describe: 'nowhere',
    sent,
    fail(error) {
      failure = error
    },
    async send(mail) {
      if (failure) throw failure
      sent.push(mail)
    },
    close: async () => {},
  }
}

export type MailWorld = World & {
  transport: FakeTransport
  /** Sends what is due at the world's time. */
  worker: MailWorker
  anotherWorker(overrides?: Partial<WorkerDeps>): MailWorker
  enqueue(...mails: Mail[]): Promise<void>
  write<T>(work: (work: Work) => Promise<T>): Promise<T>
  /** Lets bursts end, and sends what is due. Returns what went since the last time. */
  send(): Promise<OutgoingMail[]>
  queue(): Promise<(typeof mailQueue.$inferSelect)[]>
}

export async function createMailWorld(database: PortalDatabase): Promise<MailWorld> {
  const world = await createWorld(database)
  await database.db.execute(sql`ALTER TABLE mail_threads ALTER COLUMN number RESTART`)
  const transport = fakeTransport()
  const anotherWorker = (overrides: Partial<WorkerDeps> = {}) =>
    createMailWorker({
      ...world.deps,
      database,
      transport,
      compose: COMPOSE,
      groupMs: GROUP_MS,
      log: { warn: () => {} },
      ...overrides,
    })
  const worker = anotherWorker()
  const write = <T>(work: (work: Work) => Promise<T>) => inTransaction(world.deps, work)
  let seen = 0
  return {
    ...world,
    transport,
    worker,
    anotherWorker,
    write,
    enqueue: (...mails) =>
      write(async (work) => {
        for (const mail of mails) await enqueueMail(work, mail)
      }),
    async send() {
      world.clock.pass(GROUP_MS)
      await worker.sendDue()
      const fresh = transport.sent.slice(seen)
      seen = transport.sent.length
      return fresh
    },
    queue: () => database.db.select().from(mailQueue).orderBy(asc(mailQueue.id)),
  }
}
