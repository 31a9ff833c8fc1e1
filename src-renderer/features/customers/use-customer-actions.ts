import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerRole } from '#shared/domain/registration.ts'
import type { ContactAction } from '#shared/portal-api/operations.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { useChange } from '../../rpc/use-change.ts'
import { nameOf } from './customers.ts'

/** What an agent does with a person's access; true when the desk took it. */
export function useCustomerActions(contact: ContactRow) {
  const { t } = useTranslation()
  const change = useChange()
  const [busy, setBusy] = useState(false)

  async function act(action: ContactAction, more: { role?: CustomerRole; reason?: string } = {}): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    const done = await change((desk) => desk.customers.act({ contactId: contact.id, action, ...more }))
    setBusy(false)
    if (done) {
      const message = t(`customers.done.${action}`, { name: nameOf(contact) })
      notifications.show({ message, withCloseButton: false, autoClose: 3_500 })
    }
    return done
  }
  return { act, busy }
}
