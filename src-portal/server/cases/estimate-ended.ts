import { INITIAL_STATUS } from '#shared/domain/status.ts'
import type { Work } from '../deps.ts'
import { type Actor, type Case, touch, writeStatus } from './case-fields.ts'

/** After the open estimate of a locked case has ended: a case that waited for the customer goes on. */
export function goOn(work: Work, found: Case, actor: Actor): Promise<Case> {
  return found.status === 'waiting_for_details' ? writeStatus(work, found, INITIAL_STATUS, actor) : touch(work, found)
}
