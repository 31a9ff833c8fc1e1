import { agentName } from '#main/store/mirror/agents.ts'
import { findTeam } from '#main/store/mirror/teams.ts'
import { caseChanges } from '#main/store/mirror/threads.ts'
import type { Mirror } from '#main/store/open.ts'
import { changeOf, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import { CASE_FIELDS, type CaseField } from '#shared/portal-api/rows.ts'
import type { HistoryEntry } from '#shared/rpc/models.ts'
import type { DeskContext } from '../context.ts'

const MOST = 2000

/** From local data alone: what the portal has told of the case, under what this desk has not sent yet. */
export function caseHistory(ctx: DeskContext, caseId: string): HistoryEntry[] {
  const { mirror } = ctx.work()
  const told = caseChanges(mirror, caseId, MOST).map((change) => ({ ...change, pending: false }))
  return [...unsent(ctx, caseId), ...told]
}

function unsent(ctx: DeskContext, caseId: string): HistoryEntry[] {
  const { mirror, outbox, me } = ctx.work()
  const mine = { authorKind: 'agent' as const, authorId: me, authorName: agentName(mirror, me) }
  return overlayOperations(outbox, shownSeq(mirror), [caseId])
    .filter(({ state }) => state === 'waiting' || state === 'sending')
    .flatMap(({ operation }) =>
      CASE_FIELDS.flatMap((field): HistoryEntry[] => {
        const change = changeOf(operation, field)
        if (!change) return []
        const named = (value: string | null) => nameOf(mirror, field, value)
        const { opId, authoredAt } = operation
        const values = { from: named(change.base.value), to: named(change.to) }
        return [{ id: `${opId}:${field}`, at: null, authoredAt, ...mine, field, ...values, pending: true }]
      }),
    )
    .reverse()
}

function nameOf(mirror: Mirror, field: CaseField, value: string | null): string | null {
  if (value === null) return null
  if (field === 'ownerId') return agentName(mirror, value)
  return field === 'teamId' ? (findTeam(mirror, value)?.name ?? value) : value
}
