import { join } from 'node:path'
import { findViolations } from './boundaries.ts'
import { run } from './run.ts'

/** `npm run check`: format and lint, types, boundaries of the folders, completeness of both languages. */
const steps: [name: string, step: () => Promise<number>][] = [
  ['format and lint', () => run('biome', ['ci', '--error-on-warnings', '.'])],
  ['types', () => run('tsc', ['--noEmit'])],
  ['boundaries', boundaries],
  ['languages', () => run('vitest', ['run', 'test/unit/i18n', '--reporter=dot'])],
]

async function boundaries(): Promise<number> {
  const violations = findViolations(join(import.meta.dirname, '..'))
  for (const { file, imports, rule } of violations) console.error(`${file} imports ${imports}. ${rule}.`)
  return violations.length
}

const failed: string[] = []
for (const [name, step] of steps) {
  console.log(`— ${name}`)
  if ((await step()) !== 0) failed.push(name)
}
if (failed.length > 0) console.error(`Check failed: ${failed.join(', ')}.`)
else console.log('Check passed.')
process.exitCode = failed.length > 0 ? 1 : 0
