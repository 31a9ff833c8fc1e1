import { belongings, findContact, findContacts } from '#main/store/mirror/contacts.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

export function contactsApi(ctx: DeskContext): DeskApi['contacts'] {
  return {
    find: ({ text, limit }) => findContacts(ctx.work().mirror, text, limit),
    belongings: ({ contactId }) => {
      const { mirror } = ctx.work()
      const contact = findContact(mirror, contactId)
      if (contact === null) throw new DeskFault('not_found')
      return belongings(mirror, contact.accountId)
    },
  }
}
