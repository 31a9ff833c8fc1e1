import type { ViewRow } from '#shared/portal-api/rows.ts'
import { GREGOR } from './agents.ts'
import { timeId } from './ids.ts'
import { DAY } from './ljubljana.ts'
import { seededRandom } from './random.ts'
import { DEMO_VIEWS } from './texts/views.ts'

const STREAM = 32
const APART = 1024

/** Ascending by id. */
export function buildViews(seed: number, now: number): ViewRow[] {
  return DEMO_VIEWS.map((view, index) => {
    const at = now - 70 * DAY + index * 3_600_000
    const id = timeId(at, seededRandom(seed, STREAM, index))
    return { id, ownerId: null, ...view, position: (index + 1) * APART, modifiedBy: GREGOR.id, modifiedAt: at }
  })
}
