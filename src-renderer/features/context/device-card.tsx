import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { Badge } from '../../components/badge.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import classes from './context.module.css'
import { dayOf, validityOn } from './validity.ts'

export function DeviceCard({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const { device } = detail
  const { serialNumber } = detail.case

  return (
    <section className={classes.card} aria-label={t('context.device')}>
      <h3 className={classes.heading}>{t('context.device')}</h3>
      {!serialNumber && <p className={classes.dim}>{t('context.noDevice')}</p>}
      {serialNumber && !device && (
        <>
          <p className={`${classes.strong} ${classes.selectable}`}>{serialNumber}</p>
          <p className={classes.dim}>{t('context.unknownDevice')}</p>
        </>
      )}
      {device && (
        <>
          <p className={classes.strong}>{device.model}</p>
          <dl className={classes.facts}>
            <dt>{t('context.serial')}</dt>
            <dd className={classes.selectable}>{device.serialNumber}</dd>
            {device.soldOn && (
              <>
                <dt>{t('context.soldOn')}</dt>
                <dd>{format.day(device.soldOn)}</dd>
              </>
            )}
            {device.firmware && (
              <>
                <dt>{t('context.firmware')}</dt>
                <dd className={classes.selectable}>{device.firmware}</dd>
              </>
            )}
          </dl>
          {device.warrantyUntil === null ? (
            <Badge tone="closed" label={t('context.warranty')} text={t('context.warrantyUnknown')} />
          ) : validityOn(dayOf(clock.getState().now), null, device.warrantyUntil) === 'valid' ? (
            <Badge
              tone="good"
              label={`${t('context.warranty')}: ${t('case.yes').toLowerCase()}`}
              text={t('context.inWarranty', { date: format.day(device.warrantyUntil) })}
            />
          ) : (
            <Badge
              tone="danger"
              label={`${t('context.warranty')}: ${t('case.no').toLowerCase()}`}
              text={t('context.outOfWarranty', { date: format.day(device.warrantyUntil) })}
            />
          )}
        </>
      )}
    </section>
  )
}
