import { Anchor } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { memo, useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type CaseDetail, MAX_RELATED } from '#shared/rpc/models.ts'
import { Empty } from '../../components/empty.tsx'
import { useCase } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { RelationsCard } from '../relations/relations-card.tsx'
import { CaseRmas } from '../rma/case-rmas.tsx'
import { SlaCard } from '../sla/sla-card.tsx'
import classes from './context.module.css'
import { CustomerCard } from './customer-card.tsx'
import { DeviceCard } from './device-card.tsx'
import { OtherCases } from './other-cases.tsx'

export function ContextPanel() {
  const { t } = useTranslation()
  const { selection } = useScreen()
  const caseId = useStore(selection, (state) => state.openId)
  if (!caseId) {
    return <Empty icon={<IconUser size={24} stroke={1.6} />} title={t('case.panel')} />
  }
  return <PanelOf caseId={caseId} />
}

function PanelOf({ caseId }: { caseId: string }) {
  const { t } = useTranslation()
  const { data, error } = useCase(caseId)
  const detail = useDeferredValue(data)
  if (!detail) return error ? <p className={classes.failed}>{t('context.failed')}</p> : null
  return <Panel detail={detail} />
}

const Panel = memo(function Panel({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { device, sameDevice } = detail
  const { serialNumber } = detail.case
  const openAll = () => (device ? navigation.openDevice(device.id) : navigation.lookUp(serialNumber ?? ''))
  return (
    <div className={classes.panel}>
      <SlaCard detail={detail} />
      <CustomerCard detail={detail} />
      <RelationsCard detail={detail} />
      <DeviceCard detail={detail} />
      <CaseRmas detail={detail} />
      {serialNumber && (
        <OtherCases
          title={t('context.sameDevice')}
          cases={sameDevice}
          more={
            sameDevice.length === MAX_RELATED && (
              <Anchor component="button" type="button" className={classes.serial} onClick={openAll}>
                {t('devices.allCases')}
              </Anchor>
            )
          }
        />
      )}
      <OtherCases title={t('context.sameCustomer')} cases={detail.sameCustomer} />
    </div>
  )
})
