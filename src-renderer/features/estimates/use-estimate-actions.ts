import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EstimateView } from '#shared/rpc/models.ts'
import { useChange } from '../../rpc/use-change.ts'

/** Withdrawing an estimate from the customer, or taking back one that has not left yet. */
export function useEstimateActions({ id, caseId, state, pending }: EstimateView) {
  const { t } = useTranslation()
  const change = useChange()
  const [busy, setBusy] = useState(false)
  return {
    busy,
    withdrawable: pending === 'send' || (state === 'open' && pending === null),
    async withdraw() {
      setBusy(true)
      const done = await change((desk) => desk.estimates.withdraw({ caseId, estimateId: id }))
      setBusy(false)
      if (!done) return
      const message = t(pending === 'send' ? 'estimates.takenBack' : 'estimates.withdrawn')
      notifications.show({ message, withCloseButton: false, autoClose: 3_500 })
    },
  }
}
