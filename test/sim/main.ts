import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command, Schedule } from './commands.ts'
import { MUTANTS } from './mutants.ts'
import type { Report, Task } from './worker.ts'

/**
 * `npm run sim`: random schedules over the real desk and the real portal, on simulated time, lines and disks; one JSON line.
 * `--mutants`: plants known defects, one after the other, and says after how many schedules each was noticed.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    /** Plays no more schedules after so long; those that it plays are the same. */
    seconds: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    length: { type: 'string', default: '60' },
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string' },
    pinned: { type: 'boolean', default: false },
  },
})
const workers = Math.max(1, Number(values.workers))
const maxLength = Number(values.length)
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)

function work(task: Task, mutant?: string): { report: Promise<Report>; stop(): void } {
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'hooks.ts'), join(import.meta.dirname, 'worker.ts'), JSON.stringify(task)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_NO_WARNINGS: '1', ...(mutant === undefined ? {} : { SIM_MUTANT: mutant }) },
    },
  )
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += String(chunk)
  })
  const report = new Promise<Report>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const line = text.trim().split('\n').at(-1) ?? ''
      if (code === 0 && line !== '') resolve(JSON.parse(line) as Report)
      else reject(new Error(`A worker ended with ${code}`))
    })
  })
  return { report, stop: () => child.kill() }
}

/** The same schedules whatever the number of runs, as long as the number of workers is the same. */
function shares(runs: number): Task[] {
  const count = Math.min(workers, runs)
  return Array.from({ length: count }, (_, nth) => ({
    kind: 'random' as const,
    runs: Math.floor(runs / count) + (nth < runs % count ? 1 : 0),
    seed: seed + nth * 1_000_003,
    maxLength,
    shrinkMs: 60_000,
    limitMs: values.seconds === undefined ? null : Number(values.seconds) * 1000,
  }))
}

function sum(reports: readonly Report[]) {
  const faults: Record<string, number> = {}
  let commands = 0
  let runs = 0
  for (const { stats, runs: played } of reports) {
    runs += played
    commands += stats.commands
    const { ok: _, ...network } = stats.network
    const { crashes, powerCuts, fullWrites } = stats.disk
    const all = { ...network, crashes, powerCuts, fullWrites, ...stats.faults }
    for (const [name, count] of Object.entries(all)) faults[name] = (faults[name] ?? 0) + count
  }
  return { runs, commands, faults }
}

function tell(failure: NonNullable<Report['failure']>): void {
  console.error(`Found with seed ${failure.seed} after ${failure.runs} schedules:`)
  for (const { invariant, what } of failure.violations) {
    for (const line of what.slice(0, 10)) console.error(`  guarantee ${invariant}: ${line}`)
  }
  const { chance, undo, commands } = failure.schedule
  console.error(`{ chance: ${chance}, undo: ${undo}, commands: [`)
  for (const command of commands) console.error(`  ${line(command)},`)
  console.error('] }')
}

const line = (command: Command) => JSON.stringify(command satisfies Schedule['commands'][number])

async function simulate(): Promise<boolean> {
  const began = performance.now()
  const pinned = await work({ kind: 'pinned' }).report
  const reports = [pinned]
  if (!pinned.failure && !values.pinned) {
    reports.push(...(await Promise.all(shares(Number(values.runs)).map((task) => work(task).report))))
  }
  const failures = reports.flatMap(({ failure }) => failure ?? [])
  for (const failure of failures) tell(failure)
  const seconds = Math.round((performance.now() - began) / 100) / 10
  console.log(JSON.stringify({ ...sum(reports), violations: failures.length, seed, seconds }))
  return failures.length === 0
}

/** Each with as many schedules as it needs: a harmless one at most `runs`, a defect five times as many, as some are rarely met. */
async function hunt(): Promise<boolean> {
  const wanted = MUTANTS.filter(({ name }) => values.mutant === undefined || name === values.mutant)
  const queue = [...wanted]
  let allCaught = true
  const next = async (): Promise<void> => {
    const mutant = queue.shift()
    if (!mutant) return
    const began = performance.now()
    const most = Number(values.runs) * (mutant.harmless ? 1 : 5)
    const task: Task = { kind: 'random', runs: most, seed, maxLength, shrinkMs: 0, limitMs: null }
    const { failure, runs } = await work(task, mutant.name).report
    const seconds = Math.round((performance.now() - began) / 100) / 10
    const guarantees = [...new Set(failure?.violations.map(({ invariant }) => invariant))]
    const what = failure?.violations[0]?.what[0]?.split('\n')[0] ?? null
    console.log(
      JSON.stringify({
        mutant: mutant.name,
        ...(mutant.harmless ? { harmless: true } : {}),
        caught: failure !== null,
        schedules: runs,
        guarantees,
        what,
        seed,
        seconds,
      }),
    )
    allCaught &&= (failure === null) === (mutant.harmless === true)
    return next()
  }
  await Promise.all(Array.from({ length: workers }, next))
  return allCaught
}

const good = values.mutants || values.mutant !== undefined ? await hunt() : await simulate()
process.exitCode = good ? 0 : 1
