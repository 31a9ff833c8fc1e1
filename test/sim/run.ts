import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { DESKS } from './base.ts'
import { pseudoRandom, VirtualTime } from './clock.ts'
import { type Schedule, schedules } from './commands.ts'
import { checkCursor, checkOwnWords } from './cursor.ts'
import { copyProfile, type DiskStats } from './disk.ts'
import { gather } from './facts.ts'
import { INVARIANTS } from './invariants.ts'
import { noNetworkStats } from './network.ts'
import { openPortal, type SimPortal } from './portal.ts'
import { removeFolder, type Stats, World } from './world.ts'

export type Violation = { invariant: number; what: string[] }

export type Failure = {
  seed: number
  path: string | null
  /** The smallest that was found. */
  schedule: Schedule
  violations: Violation[]
  /** Schedules until the first one that failed. */
  runs: number
}
export type Outcome = { runs: number; stats: Stats; failure: Failure | null }

export const noDiskStats = (): DiskStats => ({ writes: 0, crashes: 0, powerCuts: 0, fullWrites: 0 })
export const noStats = (): Stats => ({ network: noNetworkStats(), disk: noDiskStats(), commands: 0, faults: {} })

export type Lab = {
  stats: Stats
  /** Runs one schedule on a fresh world; answers what is against the guarantees. */
  play(schedule: Schedule): Promise<Violation[]>
  close(): Promise<void>
}

/** One portal and one template of each desk; every schedule begins with a copy of them. */
export async function openLab(): Promise<Lab> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'spica-sim-'))
  const stats = noStats()
  let time = new VirtualTime()
  let random = pseudoRandom(1)
  const portal = await openPortal({ now: () => time.now(), random: () => random() })
  const templates = await makeTemplates(portal, folder)

  async function play(schedule: Schedule): Promise<Violation[]> {
    time = new VirtualTime()
    random = pseudoRandom(schedule.chance)
    await portal.reset()
    const world = new World({ portal, time, chance: schedule.chance, folder: join(folder, 'world'), templates, stats })
    try {
      return await judge(world, schedule)
    } finally {
      world.dispose()
    }
  }

  return {
    stats,
    play,
    close: async () => {
      await portal.close()
      removeFolder(folder)
    },
  }
}

/** Desks that are signed in and have loaded everything, closed in good order. */
async function makeTemplates(portal: SimPortal, folder: string): Promise<string[]> {
  await portal.reset()
  const time = new VirtualTime()
  const none = Array.from({ length: DESKS }, () => null)
  const world = new World({ portal, time, chance: 1, folder: join(folder, 'first'), templates: none, stats: noStats() })
  const unrest = await world.heal()
  if (unrest !== null) throw new Error(`The first sync does not end: ${unrest}`)
  const templates: string[] = []
  for (const desk of world.desks) {
    await desk.stop()
    const template = join(folder, `template-${desk.nth}`)
    copyProfile(desk.disk.profileDir, template)
    templates.push(template)
  }
  world.dispose()
  return templates
}

async function judge(world: World, schedule: Schedule): Promise<Violation[]> {
  const violations: Violation[] = []
  const found = (invariant: number, what: string[]) => {
    if (what.length > 0) violations.push({ invariant, what })
  }
  for (const desk of world.desks) {
    await desk.start()
    await world.setUndo(desk.nth, schedule.undo)
  }
  for (const command of schedule.commands) await world.run(command)
  for (const desk of world.desks) {
    found(6, await checkCursor(world, desk))
    if (!desk.disk.wasFull) found(3, await checkOwnWords(world, desk))
  }
  const unrest = await world.heal()
  if (unrest !== null) found(7, [`no rest: ${unrest}`])
  const facts = await gather(world)
  for (const [number, invariant] of Object.entries(INVARIANTS)) found(Number(number), invariant(facts))
  found(0, world.defects)
  return violations
}

export type RandomRun = {
  runs: number
  seed: number
  /** Commands of a schedule. */
  maxLength: number
  shrinkMs: number
  /** Ms after which no further schedule begins; null: all are played. */
  limitMs: number | null
  lab: Lab
}

/** Plays random schedules until one fails; that one is made smaller for `shrinkMs`. */
export async function simulate({ runs: wanted, seed, maxLength, shrinkMs, limitMs, lab }: RandomRun): Promise<Outcome> {
  let failed: { schedule: Schedule; violations: Violation[]; runs: number; at: number } | null = null
  let runs = 0
  const began = performance.now()
  const isLate = () => limitMs !== null && performance.now() - began > limitMs
  const property = fc.asyncProperty(schedules(maxLength), async (schedule) => {
    if (failed === null && isLate()) return true
    if (failed === null) runs += 1
    else if (performance.now() - failed.at > shrinkMs) return true
    const violations = await lab.play(schedule).catch((error: unknown) => [thrown(error)])
    if (violations.length === 0) return true
    failed = { schedule, violations, runs: failed?.runs ?? runs, at: failed?.at ?? performance.now() }
    return false
  })
  const details = await fc.check(property, { numRuns: wanted, seed })
  const path = details.counterexamplePath
  const found = failed as { schedule: Schedule; violations: Violation[]; runs: number } | null
  return { runs, stats: lab.stats, failure: found && { ...found, seed, path } }
}

function thrown(error: unknown): Violation {
  return { invariant: 0, what: [error instanceof Error ? String(error.stack) : String(error)] }
}
