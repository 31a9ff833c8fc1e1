import { findContact } from '#main/store/mirror/contact-row.ts'
import { customerCard } from '#main/store/mirror/customers.ts'
import { refusalsForm } from '#main/store/outbox/forms.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { ContactAction } from '#shared/portal-api/operations.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import type { CustomerCard } from '#shared/rpc/models.ts'
import { keepForm, readForm } from '../agent-form.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, newOperation, perform } from '../perform.ts'
import type { Stores } from '../profile.ts'
import { checkedWords } from '../registrations/words.ts'
import { isOnItsWay, listDeletionRequests, pendingDecision } from './deletion-requests.ts'

export function customersApi(ctx: DeskContext): DeskApi['customers'] {
  return {
    card: ({ contactId }) => {
      const stores = ctx.work()
      const card = customerCard(stores.mirror, contactId)
      if (card === null) throw new DeskFault('not_found')
      return { ...card, pending: pendingActions(stores, contactId) }
    },
    deletionRequests: ({ limit }) => listDeletionRequests(ctx.work(), limit),
    act: (input) => act(ctx, input),
    export: async ({ contactId }) => {
      const { client, scheduler } = ctx.work()
      if (scheduler.state().workOffline) throw new DeskFault('work_offline')
      const found = await client.contactExport(contactId)
      if (found === null) throw new DeskFault('not_found')
      return found
    },
    entry: () => readForm(ctx, refusalsForm),
    keepEntry: ({ entry }) => keepForm(ctx, refusalsForm, entry),
  }
}

type Action = {
  contactId: string
  action: ContactAction
  role?: CustomerRole | undefined
  reason?: string | undefined
}

function act(ctx: DeskContext, { contactId, action, role, reason: words }: Action): Accepted {
  const stores = ctx.work()
  const contact = findContact(stores.mirror, contactId)
  if (contact === null) throw new DeskFault('not_found')
  // Nothing brings back a person who is no longer known.
  if (contact.erasedAt !== null) throw new DeskFault('invalid_input')
  if (action === 'set_role' && role === undefined) throw new DeskFault('invalid_input')
  const reason = action === 'refuse_deletion' ? checkedWords(words ?? '') : undefined
  const same = unsentActions(stores, contactId).at(-1)
  // A second click is no second e-mail.
  if (same?.action === action && same.role === role && same.reason === reason) {
    return { opId: same.opId, undoUntil: null }
  }
  if (action === 'refuse_deletion') requireRequest(stores, contact)
  const more = {
    ...(action === 'set_role' && role !== undefined ? { role } : {}),
    ...(reason === undefined ? {} : { reason }),
  }
  return perform(ctx, { ...newOperation(ctx), kind: 'contact.act', contactId, action, ...more })
}

/** One that waits for a decision still; another decision is the first one taken back, and then that. */
function requireRequest({ outbox, mirror }: Stores, { id, deletionRequestedAt }: ContactRow): void {
  const decided = pendingDecision(overlayOperations(outbox, shownSeq(mirror), [id]))
  if (deletionRequestedAt === null || decided !== null) throw new DeskFault('invalid_input')
}

/** What the portal's rows do not show yet, oldest first. */
function pendingActions({ outbox, mirror }: Stores, contactId: string): CustomerCard['pending'] {
  return overlayOperations(outbox, shownSeq(mirror), [contactId]).flatMap((one) => {
    const { operation } = one
    return operation.kind === 'contact.act' && isOnItsWay(one)
      ? [{ opId: operation.opId, action: operation.action }]
      : []
  })
}

function unsentActions({ outbox, mirror }: Stores, contactId: string) {
  return overlayOperations(outbox, shownSeq(mirror), [contactId]).flatMap(({ operation, state }) =>
    operation.kind === 'contact.act' && (state === 'waiting' || state === 'sending') ? [operation] : [],
  )
}
