import type { Schedule } from './commands.ts'
import { PINNED } from './pinned.ts'
import { openLab, simulate, type Violation } from './run.ts'
import type { Stats } from './world.ts'

/** What a worker is told, and what it says at its end; one JSON line each. */
export type Task =
  | { kind: 'random'; runs: number; seed: number; maxLength: number; shrinkMs: number; limitMs: number | null }
  | { kind: 'pinned' }
  | { kind: 'replay'; schedule: Schedule }
export type Report = {
  runs: number
  stats: Stats
  failure: {
    seed: number | null
    path: string | null
    schedule: Schedule
    violations: Violation[]
    runs: number
  } | null
}

const task = JSON.parse(process.argv[2] ?? '') as Task

// A promise of a machine that was switched off: nobody is there to hear of it.
process.on('unhandledRejection', () => {})

const lab = await openLab()
let report: Report
switch (task.kind) {
  case 'random':
    report = await simulate({ ...task, lab })
    break
  case 'pinned':
    report = await playAll(PINNED)
    break
  case 'replay':
    report = await playAll([task.schedule])
    break
}
await lab.close()
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit())

async function playAll(schedules: readonly Schedule[]): Promise<Report> {
  let runs = 0
  for (const schedule of schedules) {
    runs += 1
    const violations = await lab.play(schedule)
    if (violations.length > 0)
      return { runs, stats: lab.stats, failure: { seed: null, path: null, schedule, violations, runs } }
  }
  return { runs, stats: lab.stats, failure: null }
}
