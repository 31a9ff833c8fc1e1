import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { Badge } from '../../components/badge.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import { AlsoOpen } from '../devices/also-open.tsx'
import { Coverage } from '../devices/coverage.tsx'
import { DeviceLink } from '../devices/device-card.tsx'
import classes from './context.module.css'

export function DeviceCard({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const { device, deviceFacts, sameDeviceOpen } = detail
  const { serialNumber } = detail.case

  return (
    <section className={classes.card} aria-label={t('context.device')}>
      <h3 className={classes.heading}>{t('context.device')}</h3>
      {!serialNumber && <p className={classes.dim}>{t('context.noDevice')}</p>}
      {serialNumber && !device && (
        <>
          <p className={`${classes.strong} ${classes.selectable}`}>{serialNumber}</p>
          <p className={classes.dim}>{t('context.unknownDevice')}</p>
          <Anchor
            component="button"
            type="button"
            className={classes.serial}
            onClick={() => navigation.lookUp(serialNumber)}
          >
            {t('devices.lookUpNumber')}
          </Anchor>
        </>
      )}
      {device && deviceFacts && (
        <>
          <p className={classes.strong}>{device.model}</p>
          <dl className={classes.facts}>
            <dt>{t('context.serial')}</dt>
            <dd>
              <Anchor
                component="button"
                type="button"
                className={classes.serial}
                onClick={() => navigation.openDevice(device.id)}
              >
                {device.serialNumber}
                <span className="visually-hidden">: {t('devices.open')}</span>
              </Anchor>
            </dd>
            <dt>{t('devices.stateLabel')}</dt>
            <dd>{t(`devices.state.${device.state}`)}</dd>
            {deviceFacts.replacedBy && (
              <>
                <dt>{t('devices.replacedBy')}</dt>
                <dd>
                  <DeviceLink hit={deviceFacts.replacedBy} />
                </dd>
              </>
            )}
            {device.soldOn && (
              <>
                <dt>{t('context.soldOn')}</dt>
                <dd>{[format.day(device.soldOn), device.saleDocument].filter(Boolean).join(', ')}</dd>
              </>
            )}
            {device.firmware && (
              <>
                <dt>{t('context.firmware')}</dt>
                <dd className={classes.selectable}>{device.firmware}</dd>
              </>
            )}
          </dl>
          <Owner detail={detail} />
          <Coverage device={device} entitlement={deviceFacts.entitlement} />
        </>
      )}
      {sameDeviceOpen.length > 0 && (
        <AlsoOpen label={t('devices.alsoOpen', { count: sameDeviceOpen.length })} cases={sameDeviceOpen} />
      )}
    </section>
  )
}

/** Whether who asks is whose it is. */
function Owner({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { device, deviceFacts } = detail
  if (!device || !deviceFacts) return null
  const { account } = deviceFacts
  if (device.accountId === null) return <Badge tone="closed" label={t('devices.ownerMissing')} text={null} />
  if (device.accountId === detail.case.accountId) {
    return <Badge tone="good" label={t('devices.ownerIsCustomer')} text={null} />
  }
  return (
    <Badge tone="danger" label={t('devices.ownerIsOther', { name: account?.name ?? t('case.empty') })} text={null} />
  )
}
