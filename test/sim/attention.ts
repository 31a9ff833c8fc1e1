import { isMark, type MarkOperation } from '#shared/portal-api/operations.ts'
import type { Facts, OutboxOperation, PortalMark } from './facts.ts'

/**
 * 11. What an agent keeps of a case is what their desk said last (S70-S72); nobody is named where a customer may read, and whoever
 * is named sees the case (S73).
 */
export function attentionIsOnesOwn(facts: Facts): string[] {
  return [...namesInside(facts), ...marksAsSaid(facts), ...asleepAsMarked(facts)]
}

function namesInside({ notes, marks }: Facts): string[] {
  const wrong: string[] = []
  for (const { id, visibility, mentions } of notes) {
    const named = JSON.parse(mentions) as string[]
    if (visibility === 'public' && named.length > 0) wrong.push(`the public note ${id} names ${named}`)
    if (new Set(named).size < named.length) wrong.push(`note ${id} names somebody twice: ${named}`)
  }
  const seen = new Set<string>()
  for (const { owner_id, case_id } of marks) {
    if (seen.has(`${owner_id} ${case_id}`)) wrong.push(`${owner_id} has two marks of ${case_id}`)
    seen.add(`${owner_id} ${case_id}`)
  }
  return wrong
}

type Applied = { operation: MarkOperation; seq: number }

/** Every agent has one desk here: what took effect in its order leads to what the portal keeps. */
function marksAsSaid({ desks, ledger, marks, cases }: Facts): string[] {
  return desks.flatMap(({ desk, operations }) => {
    const applied = [...operations.values()].flatMap((one) => appliedMark(one, ledger.get(one.op_id)))
    const caseIds = new Set(applied.map(({ operation }) => operation.caseId))
    return [...caseIds].flatMap((caseId) => {
      if (!cases.has(caseId)) return []
      const said = applied.filter(({ operation }) => operation.caseId === caseId).toSorted((a, b) => a.seq - b.seq)
      const mark = marks.find((one) => one.owner_id === desk.agent.id && one.case_id === caseId)
      return mark
        ? unlike(mark, said).map((what) => `desk ${desk.nth}: ${what} of ${caseId}`)
        : [`${caseId} has no mark`]
    })
  })
}

function appliedMark(
  { operation }: OutboxOperation,
  entry: { status: string | null; seq: number | null } | undefined,
): Applied[] {
  return isMark(operation) && entry?.status === 'applied' ? [{ operation, seq: entry.seq ?? 0 }] : []
}

function unlike(mark: PortalMark, said: readonly Applied[]): string[] {
  const wrong: string[] = []
  const last = <K extends MarkOperation['kind']>(kind: K) =>
    said
      .map(({ operation }) => operation)
      .findLast((one): one is Extract<MarkOperation, { kind: K }> => one.kind === kind)
  const snooze = last('case.snooze')
  if (snooze) {
    const { after = null, until = null } = snooze.snooze ?? {}
    if (mark.snoozed_after !== after || mark.snoozed_until !== until) {
      wrong.push(`the snooze is ${mark.snoozed_after}, ${mark.snoozed_until}, not ${after}, ${until}`)
    }
  }
  const read = last('case.read')
  if (read && mark.read_until !== read.until) wrong.push(`it is read until ${mark.read_until}, not ${read.until}`)
  const follow = last('case.follow')
  // Somebody may have named the agent since.
  if (follow && mark.following !== follow.following && mark.following !== 'yes') {
    wrong.push(`it is followed: ${mark.following}, not ${follow.following}`)
  }
  return wrong
}

/** What the desk shows of a snooze is what the portal keeps, where the case is here. */
function asleepAsMarked({ desks, marks }: Facts): string[] {
  return desks.flatMap(({ desk, mirror, shownSnoozes }) =>
    [...(mirror.get('cases') ?? new Map()).keys()].flatMap((caseId) => {
      const mark = marks.find((one) => one.owner_id === desk.agent.id && one.case_id === caseId)
      const after = shownSnoozes.get(caseId) ?? null
      return (mark?.snoozed_after ?? null) === after
        ? []
        : [`desk ${desk.nth} shows the snooze ${after} of ${caseId}, the portal keeps ${mark?.snoozed_after}`]
    }),
  )
}
