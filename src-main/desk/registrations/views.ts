import { accountsByTaxNumber } from '#main/store/mirror/accounts.ts'
import { agentName } from '#main/store/mirror/agents.ts'
import { duplicatesOf, findRegistration, isDecided, otherRequestsOf } from '#main/store/mirror/registrations.ts'
import { byLane, type OverlayOperation, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import type { RegistrationRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { conflictOf } from '../open-conflict.ts'
import type { Stores } from '../profile.ts'

type Step = NonNullable<RegistrationView['pending']>
type Work = Pick<Stores, 'outbox' | 'mirror'>

export type RegistrationViewer = {
  /** A request next to what an agent compares it with. */
  view(row: RegistrationRow): RegistrationView
  /** How many of the requests that the portal's rows show as waiting the agent has decided. */
  decidedHere(): number
}

/** For one answer to the screen: what the outbox says is read once. */
export function registrationViewer(stores: Work): RegistrationViewer {
  const { mirror, outbox } = stores
  const lanes = byLane(overlayOperations(outbox, shownSeq(mirror)))
  return {
    view(row) {
      const operations = lanes.get(row.id) ?? []
      const matches = accountsByTaxNumber(mirror, row)
      return {
        ...row,
        decidedByName: row.decidedBy && agentName(mirror, row.decidedBy),
        pending: pendingStep(row, operations),
        matches,
        duplicates: duplicatesOf(mirror, row, matches),
        earlier: otherRequestsOf(mirror, row),
        conflict: operations.some(({ state }) => state === 'conflict') ? conflictOf(stores, row.id) : null,
      }
    },
    decidedHere: () =>
      [...lanes].filter(([id, operations]) => {
        const row = operations.some((one) => stepOf(one).length > 0) ? findRegistration(mirror, id) : null
        return row !== null && isDecision(pendingStep(row, operations))
      }).length,
  }
}

/** True where the agent has decided and the portal's row does not show it yet. */
export function isDecidedHere({ outbox, mirror }: Work, row: RegistrationRow): boolean {
  return isDecision(pendingStep(row, overlayOperations(outbox, shownSeq(mirror), [row.id])))
}

const isDecision = (step: Step | null) => step !== null && step !== 'asked'

/** The last thing that the agent did about a request and that its row does not show yet. */
function pendingStep(row: RegistrationRow, operations: readonly OverlayOperation[]): Step | null {
  if (isDecided(row)) return null
  return operations.flatMap((one): Step[] => (isEffective(one) ? stepOf(one) : [])).at(-1) ?? null
}

function isEffective({ state, passed }: OverlayOperation): boolean {
  return state === 'waiting' || state === 'sending' || (state === 'settled' && !passed)
}

function stepOf({ operation }: OverlayOperation): Step[] {
  if (operation.kind === 'registration.decide') return [operation.decision]
  return operation.kind === 'registration.ask' ? ['asked'] : []
}
