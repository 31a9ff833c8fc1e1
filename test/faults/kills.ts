import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { type Random, seededRandom } from '#portal/demo/random.ts'
import type { StartOptions } from '#portal/server/start.ts'
import { startPostgres } from '#test/integration/portal/postgres.ts'
import { type Child, startChild } from '#test/support/child.ts'
import { PORTAL_WITH_CUSTOMER, type PortalLine, type PortalOrder } from '#test/support/portal-with-customer.ts'
import type { DeskLine, DeskOrder } from './desk-child.ts'
import { type Accepted, examine } from './examine.ts'
import { type LineFault, startTcpProxy } from './tcp-proxy.ts'

export type KillsResult = {
  part: 'kills'
  engine: 'pglite' | 'postgresql'
  kills: { desk: number; portal: number }
  lines: Record<LineFault['kind'], number>
  accepted: number
  customerNotes: number
  states: Record<string, number>
  violations: string[]
  seconds: number
  seed: number
}

const AGENTS = [0, 1, 6].map((index) => DEMO_AGENTS[index]!.email)
const file = (name: string) => join(import.meta.dirname, name)

/**
 * Three desks and a customer write over a bad line while one process after the other is killed. Afterwards the line heals,
 * everything comes to rest, and the databases themselves are examined.
 */
export async function runKills(engine: 'pglite' | 'postgresql', kills: number, seed: number): Promise<KillsResult> {
  const begun = performance.now()
  const random = seededRandom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'spica-kills-'))
  const postgres = engine === 'postgresql' ? await startPostgres() : null
  const database: StartOptions['database'] = postgres
    ? { databaseUrl: postgres.url() }
    : { dataDir: join(folder, 'portal') }
  const accepted: Accepted[] = []
  const notesOfCustomer = new Map<string, string>()
  const counts = { desk: 0, portal: 0 }
  let rough = true
  let starts = 0

  const bringUpPortal = (): Child<PortalLine> => {
    const order: PortalOrder = { database, port: 0, cases: 60, seed: seed * 1000 + starts++, everyMs: 60 }
    return startChild<PortalLine>(PORTAL_WITH_CUSTOMER, order, ({ note, body }) => {
      if (note && body) notesOfCustomer.set(note, body)
    })
  }
  let portal = bringUpPortal()
  const first = await portal.line(({ ready }) => ready !== undefined)
  const portOf = ({ ready }: PortalLine) => Number(new URL(ready ?? '').port)
  const proxy = await startTcpProxy(portOf(first), () => (rough ? aFault(random) : { kind: 'none' }))
  const profiles = AGENTS.map((email, at) => ({ email, profileDir: join(folder, `desk-${at}`), key: randomBytes(32) }))

  const bringUpDesk = (at: number, actions?: number): Child<DeskLine> => {
    const { email, profileDir, key } = profiles[at]!
    const order: DeskOrder = {
      profileDir,
      key: key.toString('hex'),
      portalUrl: `http://127.0.0.1:${proxy.port}`,
      email,
      password: DEMO_PASSWORD,
      caseIds: first.caseIds ?? [],
      seed: seed * 1000 + starts++,
      everyMs: 40,
      ...(actions === undefined ? {} : { actions }),
    }
    return startChild<DeskLine>(file('desk-child.ts'), order, ({ opId, kind, body }) => {
      if (opId && kind) accepted.push({ desk: at, opId, kind, body: body ?? null })
    })
  }

  try {
    // The first sync of each runs over a good line, so that there is something to work on.
    rough = false
    const desks = profiles.map((_, at) => bringUpDesk(at))
    await Promise.all(desks.map((desk) => desk.line(({ opId }) => opId !== undefined)))
    rough = true

    for (let done = 0; done < kills; done++) {
      const victim = random.int(0, desks.length)
      if (victim === desks.length) {
        await portal.line(({ ready }) => ready !== undefined)
        await sleep(random.int(20, 500))
        await portal.kill()
        counts.portal += 1
        portal = bringUpPortal()
        void portal
          .line(({ ready }) => ready !== undefined)
          .then(
            (line) => proxy.target(portOf(line)),
            () => {},
          )
      } else {
        const desk = desks[victim]!
        // Now and then while it is starting.
        if (random.chance(0.85)) await desk.line(({ ready }) => ready !== undefined)
        await sleep(random.int(20, 400))
        await desk.kill()
        counts.desk += 1
        desks[victim] = bringUpDesk(victim)
      }
      if (process.stderr.isTTY)
        process.stderr.write(`\r${engine}: ${done + 1} of ${kills} kills, ${accepted.length} actions`)
    }

    rough = false
    proxy.target(portOf(await portal.line(({ ready }) => ready !== undefined)))
    portal.say('quiet')
    for (const desk of desks) desk.say('quiet')
    const unrest = await restOf(desks)
    for (const desk of desks) desk.say('close')
    await Promise.all(desks.map(({ gone }) => gone))
    await portal.kill()
    const { violations, states } = await examine({ database, profiles, accepted, notesOfCustomer })
    return {
      part: 'kills',
      engine,
      kills: counts,
      lines: proxy.counts,
      accepted: accepted.length,
      customerNotes: notesOfCustomer.size,
      states,
      violations: [...unrest, ...violations],
      seconds: Math.round((performance.now() - begun) / 1000),
      seed,
    }
  } finally {
    await portal.kill().catch(() => {})
    await proxy.close()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function aFault(random: Random): LineFault {
  const kind = random.pick(['none', 'none', 'none', 'cut', 'delay', 'throttle', 'half_open', 'lost_answer'] as const)
  switch (kind) {
    case 'cut':
    case 'half_open':
      return { kind, afterBytes: random.int(1, 20_000) }
    case 'delay':
      return { kind, ms: random.int(5, 800) }
    case 'throttle':
      return { kind, bytesPerSecond: random.int(20_000, 500_000) }
    default:
      return { kind }
  }
}

/** Without any progress; a desk that was often disappointed tries again after 5 minutes at the latest (S12). */
const LONGEST_STANDSTILL_MS = 400_000

/** Until no desk has anything more to send or to fetch. Answers what did not come to rest. */
async function restOf(desks: Child<DeskLine>[]): Promise<string[]> {
  const stateOf = () => desks.map(({ lines }) => lines.at(-1)?.left?.waiting).join()
  let movedAt = performance.now()
  let state = stateOf()
  const resting = ({ lines }: Child<DeskLine>, since: number) => {
    const left = lines.slice(since).flatMap((line) => (line.left ? [line.left] : []))
    return (
      left.length >= 5 && left.slice(-4).every(({ waiting, syncing, problem }) => waiting === 0 && !syncing && !problem)
    )
  }
  // Twice: what one desk sends last, the others still have to fetch.
  for (const _ of [1, 2]) {
    const since = desks.map(({ lines }) => lines.length)
    while (!desks.every((desk, at) => resting(desk, since[at]!))) {
      if (stateOf() !== state) {
        movedAt = performance.now()
        state = stateOf()
      }
      if (performance.now() - movedAt > LONGEST_STANDSTILL_MS) {
        return desks.map((desk, at) => `7: desk ${at} does not come to rest: ${JSON.stringify(desk.lines.at(-1))}`)
      }
      await sleep(200)
    }
  }
  return []
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))
