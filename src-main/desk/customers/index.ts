import { findContact } from '#main/store/mirror/contact-row.ts'
import { customerCard } from '#main/store/mirror/customers.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { ContactAction } from '#shared/portal-api/operations.ts'
import type { CustomerCard } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, newOperation, perform } from '../perform.ts'
import type { Stores } from '../profile.ts'

export function customersApi(ctx: DeskContext): DeskApi['customers'] {
  return {
    card: ({ contactId }) => {
      const stores = ctx.work()
      const card = customerCard(stores.mirror, contactId)
      if (card === null) throw new DeskFault('not_found')
      return { ...card, pending: pendingActions(stores, contactId) }
    },
    act: (input) => act(ctx, input),
    export: async ({ contactId }) => {
      const { client, scheduler } = ctx.work()
      if (scheduler.state().workOffline) throw new DeskFault('work_offline')
      const found = await client.contactExport(contactId)
      if (found === null) throw new DeskFault('not_found')
      return found
    },
  }
}

type Action = { contactId: string; action: ContactAction; role?: CustomerRole | undefined }

function act(ctx: DeskContext, { contactId, action, role }: Action): Accepted {
  const stores = ctx.work()
  const contact = findContact(stores.mirror, contactId)
  if (contact === null) throw new DeskFault('not_found')
  // Nothing brings back a person who is no longer known.
  if (contact.erasedAt !== null) throw new DeskFault('invalid_input')
  if (action === 'set_role' && role === undefined) throw new DeskFault('invalid_input')
  const same = unsentActions(stores, contactId).at(-1)
  // A second click is no second e-mail.
  if (same?.action === action && same.role === role) return { opId: same.opId, undoUntil: null }
  const withRole = action === 'set_role' && role !== undefined ? { role } : {}
  return perform(ctx, { ...newOperation(ctx), kind: 'contact.act', contactId, action, ...withRole })
}

/** What the portal's rows do not show yet, oldest first. */
function pendingActions({ outbox, mirror }: Stores, contactId: string): CustomerCard['pending'] {
  return overlayOperations(outbox, shownSeq(mirror), [contactId]).flatMap(({ operation, state }) =>
    operation.kind === 'contact.act' && PENDING.includes(state)
      ? [{ opId: operation.opId, action: operation.action }]
      : [],
  )
}

const PENDING = ['waiting', 'sending', 'settled']

function unsentActions({ outbox, mirror }: Stores, contactId: string) {
  return overlayOperations(outbox, shownSeq(mirror), [contactId]).flatMap(({ operation, state }) =>
    operation.kind === 'contact.act' && (state === 'waiting' || state === 'sending') ? [operation] : [],
  )
}
