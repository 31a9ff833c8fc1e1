import { type LineStep, stepped } from '#shared/domain/rma-line.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Actor } from '../cases/case-fields.ts'
import type { Work } from '../deps.ts'
import { type Line, recordStep, writeLine } from './lines.ts'
import { deviceFollows } from './registry.ts'

/** The one way of a line from state to state: `stepFault` has allowed it, and the case is locked. The case itself stays as it is. */
export async function moveLine(work: Work, before: Line, step: LineStep, actor: Actor): Promise<Line> {
  const { id: _, serialKey: __, ...set } = stepped(before, step, work.now)
  const after = await writeLine(work, before, set)
  await recordStep(work, after, before.state, actor)
  await deviceFollows(work, after)
  await tellCustomer(work, after, actor)
  return after
}

/** Where whoever runs the portal has chosen to. */
export async function tellCustomer(work: Work, { id, caseId, state }: Line, actor: Actor): Promise<void> {
  if (!work.rmaMailSteps.has(state)) return
  await enqueueMail(work, { kind: 'case_changed', caseId, change: { type: 'rma', lineId: id, to: state, by: actor } })
}
