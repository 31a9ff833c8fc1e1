import { findAccount } from '#main/store/mirror/accounts.ts'
import { findRegistration, isDecided } from '#main/store/mirror/registrations.ts'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { RegistrationDecision } from '#shared/portal-api/operations.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, newOperation, perform } from '../perform.ts'
import { isDecidedHere } from './views.ts'
import { checkedWords } from './words.ts'

export type Decision = {
  registrationId: string
  decision: RegistrationDecision
  reason: string | null
  accountId?: string | null | undefined
  role?: CustomerRole | undefined
}

export function decide(ctx: DeskContext, { registrationId, decision, reason, accountId, role }: Decision): Accepted {
  requireUndecided(ctx, registrationId)
  if (typeof accountId === 'string' && findAccount(ctx.work().mirror, accountId) === null) {
    throw new DeskFault('not_found')
  }
  const isApproval = decision === 'approved'
  return perform(ctx, {
    ...newOperation(ctx),
    kind: 'registration.decide',
    registrationId,
    decision,
    reason: reason?.trim() || null,
    ...(isApproval && accountId !== undefined ? { accountId } : {}),
    ...(isApproval && role !== undefined ? { role } : {}),
  })
}

export function ask(ctx: DeskContext, input: { registrationId: string; question: string }): Accepted {
  requireUndecided(ctx, input.registrationId)
  const { registrationId } = input
  return perform(ctx, {
    ...newOperation(ctx),
    kind: 'registration.ask',
    registrationId,
    question: checkedWords(input.question),
  })
}

/** A second decision is the first one taken back, and then another. */
function requireUndecided(ctx: DeskContext, registrationId: string): void {
  const stores = ctx.work()
  const row = findRegistration(stores.mirror, registrationId)
  if (row === null) throw new DeskFault('not_found')
  if (isDecided(row) || isDecidedHere(stores, row)) throw new DeskFault('invalid_input')
}
