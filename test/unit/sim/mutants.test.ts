import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MUTANTS } from '#test/sim/mutants.ts'

const root = join(import.meta.dirname, '..', '..', '..')

test.each(MUTANTS)('the planted defect "$name" fits the sources as they are', ({ patches }) => {
  for (const { file, find } of patches) {
    expect(readFileSync(join(root, file), 'utf8').split(find), `${file}: ${find}`).toHaveLength(2)
  }
})
