import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { closeDatabase, openOutbox } from '#main/store/open.ts'
import { DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { seededRandom } from '#portal/demo/random.ts'
import { startChild } from '#test/support/child.ts'
import { PORTAL_WITH_CUSTOMER, type PortalLine, type PortalOrder } from '#test/support/portal-with-customer.ts'
import type { DeskLine, DeskOrder } from './desk-child.ts'
import { type DiskEvent, type Files, parseTrace, replay } from './trace.ts'

export type PowerResult = {
  part: 'power'
  cuts: number
  /** Actions that the desk had accepted, over all cuts. */
  accepted: number
  lost: number
  fsyncs: number
  violations: string[]
  seconds: number
  seed: number
}

const ACTIONS = 300
const file = (name: string) => join(import.meta.dirname, name)

/**
 * A desk works offline while every write and fsync of its process is recorded (strace). The power is then cut at many
 * places of that record: what was not fsynced by then is gone, wholly or in part, and every action that the desk had
 * accepted must be in the outbox.
 */
export async function runPowerCuts(cuts: number, seed: number): Promise<PowerResult> {
  const begun = performance.now()
  if (!hasStrace()) throw new Error('strace is needed to record what is written (Debian: apt-get install strace)')
  const folder = mkdtempSync(join(tmpdir(), 'spica-power-'))
  const random = seededRandom(seed)
  try {
    const profileDir = join(folder, 'desk')
    const key = randomBytes(32)
    const order = await prepare(folder, profileDir, key, seed)
    const before = readFiles(profileDir)
    const log = join(folder, 'trace')
    const strace = ['strace', '-ff', '-y', '-xx', '-s', '1000000', '-o', log]
    const calls = ['-e', 'trace=write,pwrite64,fsync,fdatasync,ftruncate']
    const desk = startChild<DeskLine>(file('desk-child.ts'), { ...order, actions: ACTIONS, offline: true }, () => {}, [
      ...strace,
      ...calls,
    ])
    await desk.line(({ done }) => done === true)
    await desk.kill()
    const events = mainThread(log)
    const bodies = new Map(desk.lines.flatMap(({ opId, body }) => (opId ? [[opId, body ?? null] as const] : [])))

    const violations: string[] = []
    let accepted = 0
    let lost = 0
    for (let cut = 0; cut < cuts; cut++) {
      const at = random.int(0, events.length - 1)
      const state = replay(before, events.slice(0, at), cut % 2 === 0 ? 'none' : 'some', random)
      const kept = outboxAfter(join(folder, 'after'), state, key)
      for (const event of events.slice(0, at)) {
        if (event.kind !== 'told') continue
        for (const opId of event.text.matchAll(/"opId":"([^"]+)"/g)) {
          accepted += 1
          const words = kept.get(opId[1]!)
          const wanted = bodies.get(opId[1]!)
          if (
            words !== undefined &&
            (wanted === null || wanted === undefined || words.includes(JSON.stringify(wanted)))
          )
            continue
          lost += 1
          violations.push(`2: a power cut at ${at} of ${events.length} loses the operation ${opId[1]}`)
        }
      }
    }
    return {
      part: 'power',
      cuts,
      accepted,
      lost,
      fsyncs: events.filter(({ kind }) => kind === 'sync').length,
      violations,
      seconds: Math.round((performance.now() - begun) / 1000),
      seed,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A profile that has everything, closed in order. */
async function prepare(folder: string, profileDir: string, key: Uint8Array, seed: number): Promise<DeskOrder> {
  const portalOrder: PortalOrder = {
    database: { dataDir: join(folder, 'portal') },
    port: 0,
    cases: 40,
    seed,
    everyMs: 10_000,
  }
  const portal = startChild<PortalLine>(PORTAL_WITH_CUSTOMER, portalOrder, () => {})
  const { ready = '', caseIds = [] } = await portal.line((line) => line.ready !== undefined)
  const order: DeskOrder = {
    profileDir,
    key: Buffer.from(key).toString('hex'),
    portalUrl: ready,
    email: DEMO_AGENTS[1]!.email,
    password: DEMO_PASSWORD,
    caseIds,
    seed,
    everyMs: 2,
  }
  const desk = startChild<DeskLine>(file('desk-child.ts'), order, () => {})
  await desk.line(({ opId }) => opId !== undefined)
  desk.say('quiet')
  await desk.line(({ left }) => left !== undefined && left.waiting === 0 && !left.syncing)
  desk.say('close')
  await desk.gone
  await portal.kill()
  return order
}

function readFiles(folder: string): Files {
  return new Map(
    readdirSync(folder)
      .filter((name) => /^outbox\.db(-wal)?$/.test(name))
      .map((name) => [name, readFileSync(join(folder, name))]),
  )
}

/** Stores write and speak on one thread: that which writes the outbox. */
function mainThread(log: string): DiskEvent[] {
  const folder = join(log, '..')
  const threads = readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(log)}.`))
    .map((name) => parseTrace(readFileSync(join(folder, name), 'latin1')))
  const writing = threads.filter((events) => events.some(({ kind }) => kind === 'write'))
  if (writing.length !== 1) throw new Error(`The outbox is written by ${writing.length} threads`)
  return writing[0]!
}

function outboxAfter(folder: string, files: Files, key: Uint8Array): Map<string, string> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  const outbox = openOutbox(join(folder, 'outbox.db'), key)
  try {
    const rows = outbox.prepare<[string, string]>('SELECT op_id, operation FROM operation', { raw: true }).all()
    return new Map(rows)
  } finally {
    closeDatabase(outbox)
  }
}
