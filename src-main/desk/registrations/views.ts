import { accountsByTaxNumber } from '#main/store/mirror/accounts.ts'
import { agentName } from '#main/store/mirror/agents.ts'
import { personName } from '#main/store/mirror/contact-row.ts'
import { duplicatesOf, findRegistration, isDecided, otherRequestsOf } from '#main/store/mirror/registrations.ts'
import { operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { cursorSeq } from '#main/sync/context.ts'
import type { Operation, RegistrationDecision } from '#shared/portal-api/operations.ts'
import type { RegistrationRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import type { Stores } from '../profile.ts'

/** A request next to what an agent compares it with. */
export function registrationView(stores: Stores, row: RegistrationRow): RegistrationView {
  const { mirror, outbox } = stores
  const open = operationsOfLane(outbox, row.id).findLast(({ state }) => state === 'conflict')
  const matches = accountsByTaxNumber(mirror, row)
  return {
    ...row,
    decidedByName: row.decidedBy && agentName(mirror, row.decidedBy),
    pending: pendingStep(stores, row),
    matches,
    duplicates: duplicatesOf(mirror, row, matches),
    earlier: otherRequestsOf(mirror, row),
    conflict: open ? conflictView(stores, open) : null,
  }
}

function conflictView({ mirror }: Stores, { operation, conflict }: StoredOperation): RegistrationView['conflict'] {
  if (conflict === null) return null
  return { opId: operation.opId, conflict, changedByName: personName(mirror, conflict.changedBy) }
}

/** The agent's own decision that the portal's row does not show yet. */
export function pendingDecision(stores: Stores, row: RegistrationRow): RegistrationDecision | null {
  const step = pendingStep(stores, row)
  return step === 'asked' ? null : step
}

/** The last thing that the agent did about a request and that its row does not show yet. */
function pendingStep({ outbox, mirror }: Stores, row: RegistrationRow): RegistrationView['pending'] {
  if (isDecided(row)) return null
  return steps(overlayOperations(outbox, cursorSeq(mirror), [row.id])).at(-1)?.step ?? null
}

const PENDING = ['waiting', 'sending', 'settled']

type Step = { id: string; step: NonNullable<RegistrationView['pending']> }

function steps(operations: readonly { operation: Operation; state: string }[]): Step[] {
  return operations.flatMap(({ operation, state }): Step[] => {
    if (!PENDING.includes(state)) return []
    if (operation.kind === 'registration.decide') return [{ id: operation.registrationId, step: operation.decision }]
    return operation.kind === 'registration.ask' ? [{ id: operation.registrationId, step: 'asked' }] : []
  })
}

/** How many of the requests that the portal's rows show as waiting the agent has decided. */
export function decidedHere(stores: Stores): number {
  const pending = steps(overlayOperations(stores.outbox, cursorSeq(stores.mirror)))
  const ids = new Set(pending.flatMap(({ id, step }) => (step === 'asked' ? [] : [id])))
  return [...ids].filter((id) => {
    const row = findRegistration(stores.mirror, id)
    return row !== null && !isDecided(row)
  }).length
}
