import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const MAIN = join(import.meta.dirname, '../../sim/main.ts')

/** The JSON lines that the simulation prints; it has a process of its own, because it stands in for the store's driver. */
async function simulate(...args: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await run(process.execPath, [MAIN, ...args], { maxBuffer: 2 ** 24 })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('no schedule of work and faults breaks a guarantee', { timeout: 300_000 }, async () => {
  const [outcome] = await simulate('--runs', '5000', '--seconds', '40', '--seed', '20260302')
  expect(outcome).toMatchObject({ violations: 0 })
  expect(Number(outcome?.runs)).toBeGreaterThan(20)
})

test('a planted defect is noticed', { timeout: 120_000 }, async () => {
  const [outcome] = await simulate('--mutant', 'no ledger', '--runs', '100', '--seed', '11')
  expect(outcome).toMatchObject({ mutant: 'no ledger', caught: true })
})
