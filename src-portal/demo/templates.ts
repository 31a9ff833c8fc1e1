import type { TemplateRow } from '#shared/portal-api/rows.ts'
import { DEMO_AGENTS, GREGOR } from './agents.ts'
import { timeId } from './ids.ts'
import { DAY } from './ljubljana.ts'
import { seededRandom } from './random.ts'
import { DEMO_TEMPLATES } from './texts/templates.ts'

const STREAM = 21

/** Ascending by id. */
export function buildTemplates(seed: number, now: number): TemplateRow[] {
  return DEMO_TEMPLATES.map(({ by, ...words }, index) => {
    const at = now - 90 * DAY + index * 3_600_000
    const ownerId = by === undefined ? null : DEMO_AGENTS[by - 1]!.id
    const id = timeId(at, seededRandom(seed, STREAM, index))
    return { id, ownerId, ...words, modifiedBy: ownerId ?? GREGOR.id, modifiedAt: at }
  })
}
