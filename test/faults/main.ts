import { parseArgs } from 'node:util'
import { postgresMissing } from '#test/integration/portal/postgres.ts'
import { runKills } from './kills.ts'
import { runPowerCuts } from './power.ts'

/**
 * `npm run faults -- [--kills N] [--cuts N] [--seed S] [--only kills,power]`: real processes, real databases, a real line
 * that fails. Prints one JSON line a part; ends with 1 when a guarantee was broken.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    cuts: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'pglite,postgresql,power' },
  },
})
const only = values.only.split(',')
const seed = Number(values.seed)
let broken = 0

function report(result: { violations: string[] }): void {
  console.log(JSON.stringify({ ...result, violations: result.violations.length }))
  for (const violation of result.violations.slice(0, 20)) console.error(violation)
  broken += result.violations.length
}

for (const engine of ['pglite', 'postgresql'] as const) {
  if (!only.includes(engine)) continue
  const missing = engine === 'postgresql' ? postgresMissing() : undefined
  if (missing) console.error(`Left out: ${missing}`)
  else report(await runKills(engine, Number(values.kills), seed))
}
if (only.includes('power')) report(await runPowerCuts(Number(values.cuts), seed))
process.exitCode = broken === 0 ? 0 : 1
