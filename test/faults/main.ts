import { parseArgs } from 'node:util'
import { postgresMissing } from '#test/integration/portal/postgres.ts'
import { runFeedOnPostgres } from './feed.ts'
import { runKills } from './kills.ts'
import { runPowerCuts } from './power.ts'

/**
 * `npm run faults -- [--kills N] [--cuts N] [--commits N] [--seed S] [--only pglite,postgresql,power,feed]`: real
 * processes, real databases, a real line that fails. Prints one JSON line a part; ends with 1 when a guarantee was broken.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    cuts: { type: 'string', default: '200' },
    commits: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'pglite,postgresql,power,feed' },
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

const missing = postgresMissing()
if (missing) console.error(`PostgreSQL is left out: ${missing}`)
if (only.includes('pglite')) report(await runKills('pglite', Number(values.kills), seed))
if (only.includes('postgresql') && !missing) report(await runKills('postgresql', Number(values.kills), seed))
if (only.includes('power')) report(await runPowerCuts(Number(values.cuts), seed))
if (only.includes('feed') && !missing) report(await runFeedOnPostgres(Number(values.commits), seed))
process.exitCode = broken === 0 ? 0 : 1
