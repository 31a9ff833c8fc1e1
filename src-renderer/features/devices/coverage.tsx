import { useTranslation } from 'react-i18next'
import type { DeviceRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import { Badge } from '../../components/badge.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import { dayOf } from '../context/validity.ts'
import { type Cover, contractOn, warrantyOn } from './cover.ts'

const TONES = { yes: 'good', no: 'danger', unknown: 'closed' } as const

/** Warranty and contract, each as a yes or no with its day. */
export function Coverage({ device, entitlement }: { device: DeviceRow; entitlement: EntitlementRow | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const today = dayOf(clock.getState().now)
  const warranty = warrantyOn(today, device)
  const contract = contractOn(today, entitlement)
  const date = ({ day }: Cover) => (day === null ? '' : format.day(day))
  const warrantyWords = {
    yes: t('devices.warrantyYes', { date: date(warranty) }),
    no: t('devices.warrantyNo', { date: date(warranty) }),
    unknown: t('devices.warrantyUnknown'),
  }
  const contractWords =
    contract.validity === null
      ? t('devices.contractNo')
      : {
          valid: t('devices.contractYes', { date: date(contract) }),
          expired: t('devices.contractEnded', { date: date(contract) }),
          future: t('devices.contractFuture', { date: date(contract) }),
        }[contract.validity]
  return (
    <>
      <Badge tone={TONES[warranty.answer]} label={warrantyWords[warranty.answer]} text={null} />
      <Badge
        tone={contract.validity === null ? 'closed' : TONES[contract.answer]}
        label={contractWords}
        text={entitlement?.name ?? null}
      />
    </>
  )
}
