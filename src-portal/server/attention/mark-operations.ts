import { sameSnooze } from '#shared/domain/attention.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { isVisibleCase } from '../cases/access.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { lockMark, snoozeOf, writeMark } from './case-marks.ts'

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>

/** The last snooze wins. One that is ended is the one that its author saw; a newer one stays. */
export async function snoozeCase(work: Work, operation: Of<'case.snooze'>, agentId: string): Promise<Outcome> {
  const { caseId, snooze, base } = operation
  if (!(await isVisibleCase(work, caseId, agentId))) return noCase()
  const current = snoozeOf(await lockMark(work, { agentId, caseId }))
  if (sameSnooze(current, snooze) || (snooze === null && !sameSnooze(current, base))) return { status: 'merged' }
  await writeMark(
    work,
    { agentId, caseId },
    { snoozedAfter: snooze?.after ?? null, snoozedUntil: snooze?.until ?? null },
  )
  return { status: 'applied' }
}

/** Nobody is asked about what was only looked at: of a case that is out of sight nothing is kept. */
export async function markRead(work: Work, operation: Of<'case.read'>, agentId: string): Promise<Outcome> {
  const { caseId, mode, until } = operation
  if (!(await isVisibleCase(work, caseId, agentId))) return { status: 'merged' }
  const known = (await lockMark(work, { agentId, caseId }))?.readUntil ?? null
  if (known === until || (mode === 'seen' && known !== null && known > until)) return { status: 'merged' }
  await writeMark(work, { agentId, caseId }, { readUntil: until })
  return { status: 'applied' }
}

export async function followCase(work: Work, operation: Of<'case.follow'>, agentId: string): Promise<Outcome> {
  const { caseId, following } = operation
  if (!(await isVisibleCase(work, caseId, agentId))) return noCase()
  const known = (await lockMark(work, { agentId, caseId }))?.following ?? 'auto'
  if (known === following) return { status: 'merged' }
  await writeMark(work, { agentId, caseId }, { following })
  return { status: 'applied' }
}

const noCase = () => rejected('not_found', 'There is no such case')
