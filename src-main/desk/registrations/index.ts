import { agentName } from '#main/store/mirror/agents.ts'
import {
  countOpenRegistrations,
  findRegistration,
  isDecided,
  listRegistrations,
} from '#main/store/mirror/registrations.ts'
import { operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { cursorSeq } from '#main/sync/context.ts'
import type { RegistrationDecision } from '#shared/portal-api/operations.ts'
import type { RegistrationRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, newOperation, perform } from '../perform.ts'
import type { Stores } from '../profile.ts'

export function registrationsApi(ctx: DeskContext): DeskApi['registrations'] {
  return {
    list: ({ limit }) => {
      const stores = ctx.work()
      const registrations = listRegistrations(stores.mirror, limit).map((row) => viewOf(stores, row))
      return { registrations, waiting: countOpenRegistrations(stores.mirror) - decidedHere(stores) }
    },
    decide: (input) => decide(ctx, input),
  }
}

function decide(
  ctx: DeskContext,
  input: { registrationId: string; decision: RegistrationDecision; reason: string | null },
): Accepted {
  const stores = ctx.work()
  const row = findRegistration(stores.mirror, input.registrationId)
  if (row === null) throw new DeskFault('not_found')
  // A second decision is the first one taken back, and then another.
  if (isDecided(row) || pendingDecision(stores, row) !== null) throw new DeskFault('invalid_input')
  const reason = input.reason?.trim() || null
  return perform(ctx, { ...newOperation(ctx), kind: 'registration.decide', ...input, reason })
}

function viewOf(stores: Stores, row: RegistrationRow): RegistrationView {
  const { mirror, outbox } = stores
  const open = operationsOfLane(outbox, row.id).findLast(({ state }) => state === 'conflict')
  const conflict = open && conflictView(stores, open)
  return {
    ...row,
    decidedByName: row.decidedBy && agentName(mirror, row.decidedBy),
    pending: pendingDecision(stores, row),
    conflict: conflict ?? null,
  }
}

function conflictView({ mirror }: Stores, { operation, conflict }: StoredOperation): RegistrationView['conflict'] {
  if (conflict === null) return null
  const changedByName = conflict.changedBy && agentName(mirror, conflict.changedBy)
  return { opId: operation.opId, conflict, changedByName }
}

/** The agent's own decision that the portal's row does not show yet. */
function pendingDecision({ outbox, mirror }: Stores, row: RegistrationRow): RegistrationDecision | null {
  if (isDecided(row)) return null
  const decisions = overlayOperations(outbox, cursorSeq(mirror), [row.id]).flatMap(({ operation, state }) =>
    operation.kind === 'registration.decide' && PENDING.includes(state) ? [operation.decision] : [],
  )
  return decisions.at(-1) ?? null
}

const PENDING = ['waiting', 'sending', 'settled']

function decidedHere(stores: Stores): number {
  const decided = overlayOperations(stores.outbox, cursorSeq(stores.mirror)).flatMap(({ operation, state }) =>
    operation.kind === 'registration.decide' && PENDING.includes(state) ? [operation.registrationId] : [],
  )
  return [...new Set(decided)].filter((id) => {
    const row = findRegistration(stores.mirror, id)
    return row !== null && !isDecided(row)
  }).length
}
