import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '#portal/db/open.ts'
import type { Mail } from '#portal/mail/enqueue.ts'
import { enqueueMail } from '#portal/mail/enqueue.ts'
import { pruneMail } from '#portal/mail/queue.ts'
import { MailRefused } from '#portal/mail/transport.ts'
import { GIVE_UP_MS, LEASE_MS } from '#portal/mail/worker.ts'
import { describeOnBoth, describeOnPostgres } from '../portal/databases.ts'
import { createMailWorld, fakeTransport, GROUP_MS, type MailWorld } from './mail-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describeOnBoth('the queue of mail', (database) => {
  let world: MailWorld
  beforeEach(async () => {
    world = await createMailWorld(database.current)
  })
  const reset = (): Mail => ({
    kind: 'password_reset',
    contactId: world.contact.id,
    code: 'koda-1',
    expiresAt: world.clock.now() + HOUR,
    why: 'asked',
  })
  const titleChange = (caseId: string): Mail => ({
    kind: 'case_changed',
    caseId,
    change: { type: 'title', by: { kind: 'agent', id: world.ana.id } },
  })

  test('holds nothing of a transaction that was rolled back', async () => {
    const undone = world.write(async (work) => {
      await enqueueMail(work, reset())
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await world.queue()).toEqual([])
    expect(await world.send()).toEqual([])
  })

  test('sends each mail once and forgets its code', async () => {
    await world.enqueue(reset())
    expect((await world.queue())[0]).toMatchObject({ state: 'waiting', secret: 'koda-1' })
    expect(JSON.stringify((await world.queue())[0]?.mail)).not.toContain('koda-1')
    const [mail, ...others] = await world.send()
    expect(others).toEqual([])
    expect(mail?.text).toContain('https://portal.spica.example/reset-password#code=koda-1')
    expect(await world.send()).toEqual([])
    expect((await world.queue())[0]).toMatchObject({ state: 'sent', secret: null, attempts: 1 })
  })

  test('makes one mail of a burst of changes of one case, and another of what comes later', async () => {
    const [mine, other] = [await world.addCase(), await world.addCase()]
    await world.enqueue(titleChange(mine.id))
    world.clock.pass(GROUP_MS / 2)
    await world.enqueue({
      ...titleChange(mine.id),
      change: { type: 'description', by: { kind: 'agent', id: world.ana.id } },
    } as Mail)
    await world.enqueue(titleChange(other.id))
    expect(await world.worker.sendDue()).toEqual({ sent: 0, down: false })
    world.clock.pass(GROUP_MS / 2)
    expect(await world.worker.sendDue()).toEqual({ sent: 1, down: false })
    expect(world.transport.sent[0]?.subject).toContain('nov naslov primera, opis je spremenjen')
    world.clock.pass(GROUP_MS / 2)
    expect(await world.worker.sendDue()).toEqual({ sent: 1, down: false })
    await world.enqueue(titleChange(mine.id))
    await world.send()
    expect(world.transport.sent.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(new RegExp(`^${mine.caseNumber}: .* CRM:\\d{7}$`)),
      expect.stringMatching(new RegExp(`^${other.caseNumber}: .* CRM:\\d{7}$`)),
      expect.stringMatching(new RegExp(`^${mine.caseNumber}: .* CRM:\\d{7}$`)),
    ])
    const tokens = world.transport.sent.map(({ subject }) => subject.slice(-11))
    expect(tokens[0]).toBe(tokens[2])
    expect(tokens[0]).not.toBe(tokens[1])
  })

  test('never lets a later change of a case overtake an earlier one that waits', async () => {
    const { id } = await world.addCase()
    await world.enqueue(titleChange(id))
    world.clock.pass(GROUP_MS)
    world.transport.fail(new MailRefused('transient', '451 later'))
    await world.worker.sendDue()
    world.transport.fail(null)
    await world.enqueue({
      ...titleChange(id),
      change: { type: 'description', by: { kind: 'system', id: null } },
    } as Mail)
    const sent = await world.send()
    expect(sent.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('nov naslov'),
      expect.stringContaining('opis je spremenjen'),
    ])
  })

  test('waits longer after each failure, and then sends the same message', async () => {
    await world.enqueue(reset())
    const ids: string[] = []
    const failing = {
      ...fakeTransport(),
      send: async (mail: { messageId: string }) => {
        ids.push(mail.messageId)
        throw new MailRefused('down', 'connect ECONNREFUSED')
      },
    }
    const worker = world.anotherWorker({ transport: failing })
    const waits: number[] = []
    for (let attempt = 0; attempt < 9; attempt++) {
      expect(await worker.sendDue()).toEqual({ sent: 0, down: true })
      expect(await worker.sendDue()).toEqual({ sent: 0, down: false })
      const wait = ((await world.queue())[0]?.dueAt ?? 0) - world.clock.now()
      waits.push(wait)
      world.clock.pass(wait)
    }
    expect(waits.slice(0, 7).every((wait, at) => at === 0 || wait === 2 * (waits[at - 1] ?? 0))).toBe(true)
    expect(waits[0]).toBeGreaterThanOrEqual(30_000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(1.25 * HOUR)
    expect(new Set(ids).size).toBe(1)
    await world.worker.sendDue()
    expect(world.transport.sent.map(({ messageId }) => messageId)).toEqual([ids[0]])
  })

  test('gives a mail up that is refused for good, and goes on with the next', async () => {
    await world.enqueue(reset())
    world.transport.fail(new MailRefused('permanent', '550 <maja@stranka.example> no such user'))
    await world.send()
    world.transport.fail(null)
    await world.enqueue({ kind: 'password_changed', contactId: world.contact.id })
    await world.send()
    expect(await world.queue()).toMatchObject([
      { state: 'failed', secret: null, error: '550 <…> no such user' },
      { state: 'sent' },
    ])
  })

  test('gives up after three days', async () => {
    await world.enqueue(reset())
    world.transport.fail(new MailRefused('down', 'connect ETIMEDOUT'))
    await world.send()
    world.clock.pass(GIVE_UP_MS)
    await world.send()
    expect(await world.queue()).toMatchObject([{ state: 'failed', secret: null }])
  })

  test('finishes what a process left in the middle, when its time is over, as the same message', async () => {
    const { id } = await world.addCase()
    await world.enqueue(titleChange(id))
    world.clock.pass(GROUP_MS)
    const stuck = { ...fakeTransport(), send: () => new Promise<void>(() => {}) }
    const dead = world.anotherWorker({ transport: stuck })
    void dead.sendDue()
    await vi.waitFor(async () => expect((await world.queue())[0]?.batchId).not.toBeNull())
    await world.enqueue({
      kind: 'case_changed',
      caseId: id,
      change: { type: 'description', by: { kind: 'system', id: null } },
    })
    world.clock.pass(LEASE_MS - 1)
    expect(await world.worker.sendDue()).toEqual({ sent: 0, down: false })
    world.clock.pass(1)
    expect(await world.worker.sendDue()).toEqual({ sent: 2, down: false })
    const [first] = await world.queue()
    expect(world.transport.sent[0]?.messageId).toBe(`${first?.batchId}@spica.example`)
    expect(world.transport.sent[0]?.subject).toContain('nov naslov')
  })

  test('sends to nobody who is not known any more, or whose code is gone', async () => {
    const { contacts } = await import('#portal/db/schema.ts')
    await world.enqueue(reset())
    await world.deps.db.update(contacts).set({ erasedAt: world.clock.now() })
    expect(await world.send()).toEqual([])
    expect(await world.queue()).toMatchObject([{ state: 'dropped', secret: null }])
  })

  test('is tidied: what went after a month, failures after half a year', async () => {
    await world.enqueue(reset())
    await world.send()
    await world.enqueue(reset())
    world.transport.fail(new MailRefused('permanent', '550'))
    await world.send()
    await pruneMail(world.deps)
    expect(await world.queue()).toHaveLength(2)
    world.clock.pass(31 * 24 * HOUR)
    await pruneMail(world.deps)
    expect(await world.queue()).toMatchObject([{ state: 'failed' }])
    world.clock.pass(150 * 24 * HOUR)
    await pruneMail(world.deps)
    expect(await world.queue()).toEqual([])
  })

  test('wakes a worker that waits', async () => {
    // A second instant, so that the burst is over for whoever looks now.
    const worker = world.anotherWorker({ groupMs: 0 })
    await worker.start()
    try {
      await world.enqueue(reset())
      await vi.waitFor(() => expect(world.transport.sent).toHaveLength(1), { timeout: 5000 })
    } finally {
      await worker.stop()
    }
  })
})

describeOnPostgres('several processes with one queue', (database) => {
  test('send everything once, the changes of a case in their order', async () => {
    const world = await createMailWorld(database.current)
    const others = await Promise.all(Array.from({ length: 4 }, () => openDatabase(database.options)))
    try {
      const cases = await Promise.all(Array.from({ length: 8 }, () => world.addCase()))
      for (let round = 0; round < 10; round++) {
        for (const { id } of cases) {
          await world.enqueue({
            kind: 'case_changed',
            caseId: id,
            change: { type: 'title', by: { kind: 'system', id: null } },
          })
        }
        await world.enqueue({ kind: 'password_changed', contactId: world.contact.id })
      }
      world.clock.pass(GROUP_MS)
      const sent: string[] = []
      const busy = {
        ...fakeTransport(),
        send: async (mail: { subject: string; messageId: string }) => {
          await new Promise((resolve) => setImmediate(resolve))
          sent.push(`${mail.messageId} ${mail.subject}`)
        },
      }
      const workers = others.map((other) =>
        world.anotherWorker({ db: other.db, database: other, transport: busy, newId: () => crypto.randomUUID() }),
      )
      const counts = await Promise.all(workers.map((worker) => worker.sendDue()))
      expect(counts.reduce((sum, one) => sum + one.sent, 0)).toBe(18)
      expect(sent).toHaveLength(18)
      expect(new Set(sent).size).toBe(18)
      for (const { caseNumber } of cases) expect(sent.filter((line) => line.includes(caseNumber))).toHaveLength(1)
      const rows = await world.queue()
      expect(rows.every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true)
    } finally {
      await Promise.all(others.map((other) => other.close()))
    }
  })
})

describe('a worker', () => {
  test('holds the message for longer than an attempt may take', () => {
    expect(LEASE_MS).toBeGreaterThan(2 * 120_000)
  })
})
