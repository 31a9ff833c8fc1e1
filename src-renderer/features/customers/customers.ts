import type { ContactAction } from '#shared/portal-api/operations.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import type { CustomerCard } from '#shared/rpc/models.ts'
import type { Page } from '../../stores/screen.ts'

/** Words that were begun. `open`: their form is shown; they stay when it is closed. */
export type Refusal = { text: string; open: boolean; attempted: boolean }

export type CustomersState = {
  /** Whose card is open. */
  contactId: string | null
  /** What is searched for. */
  text: string
  /** Cards opened in this window, newest first. */
  recent: string[]
  /** Where Escape leads. */
  cameFrom: Page
  /** Why requests for deletion are refused, begun and not sent, by person. */
  refusals: Record<string, Refusal | undefined>
}

const RECENT = 12

export const NO_CUSTOMER: CustomersState = { contactId: null, text: '', recent: [], cameFrom: 'queue', refusals: {} }

export function afterOpening(before: CustomersState, contactId: string, page: Page): CustomersState {
  return {
    ...before,
    contactId,
    recent: [contactId, ...before.recent.filter((known) => known !== contactId)].slice(0, RECENT),
    cameFrom: page === 'customers' ? before.cameFrom : page,
  }
}

/** What makes sense for a person as they are; the portal decides again. */
export function actionsFor({ signIn, erasedAt }: Pick<ContactRow, 'signIn' | 'erasedAt'>): ReadonlySet<ContactAction> {
  if (erasedAt !== null) return new Set()
  const always = ['set_role', 'erase'] as const
  switch (signIn) {
    case 'none':
      return new Set(['resend_invitation', 'erase'])
    case 'invited':
      return new Set(['resend_invitation', 'disable', ...always])
    case 'must_reset':
    case 'active':
      return new Set(['send_reset_link', 'disable', ...always])
    case 'disabled':
      return new Set(['enable', ...always])
  }
}

/** Whether the person asks to be deleted and no decision about it is on its way. */
export function waitsForDeletion({ contact, pending }: Pick<CustomerCard, 'contact' | 'pending'>): boolean {
  const decided = pending.some(({ action }) => action === 'refuse_deletion' || action === 'erase')
  return contact.deletionRequestedAt !== null && contact.erasedAt === null && !decided
}

export function nameOf({ firstName, lastName }: Pick<ContactRow, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`.trim()
}
