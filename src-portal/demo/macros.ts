import type { MacroRow } from '#shared/portal-api/rows.ts'
import { DEMO_AGENTS, GREGOR } from './agents.ts'
import { timeId } from './ids.ts'
import { DAY } from './ljubljana.ts'
import { seededRandom } from './random.ts'
import { DEMO_MACROS } from './texts/macros.ts'

const STREAM = 31

/** Ascending by id. */
export function buildMacros(seed: number, now: number): MacroRow[] {
  return DEMO_MACROS.map(({ by, ...words }, index) => {
    const at = now - 80 * DAY + index * 3_600_000
    const ownerId = by === undefined ? null : DEMO_AGENTS[by - 1]!.id
    const id = timeId(at, seededRandom(seed, STREAM, index))
    return { id, ownerId, ...words, modifiedBy: ownerId ?? GREGOR.id, modifiedAt: at }
  })
}
