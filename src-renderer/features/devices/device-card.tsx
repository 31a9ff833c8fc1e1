import { ActionIcon, Anchor, Loader } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCopy } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceCard as Card, DeviceHit } from '#shared/rpc/devices.ts'
import { Empty } from '../../components/empty.tsx'
import { Hint } from '../../components/hint.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import { OtherCases } from '../context/other-cases.tsx'
import { DeviceRmas } from '../rma/device-rmas.tsx'
import { Coverage } from './coverage.tsx'
import { DeviceStateChip } from './device-state.tsx'
import classes from './devices.module.css'

/** All that is known of one device. */
export function DeviceCard({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { data, error } = useQuery(
    queries.devices.card.queryOptions({ input: { deviceId }, placeholderData: keepPreviousData }),
  )
  if (data) return <Details card={data} />
  if (error) {
    const words = errorWords(error, t)
    return <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice} />
  }
  return (
    <div className={`${classes.loading} late`}>
      <Loader size="sm" aria-label={t('app.loading')} />
    </div>
  )
}

function Details({ card }: { card: Card }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { device, account, entitlement, replacedBy, replaces, cases, rmas } = card
  return (
    <article className={classes.card} aria-label={device.serialNumber}>
      <header className={classes.head}>
        <div className={classes.headText}>
          <h2 className={classes.name}>
            {device.serialNumber}
            <CopyNumber text={device.serialNumber} />
          </h2>
          <p className={classes.dim}>{device.model}</p>
        </div>
        <DeviceStateChip state={device.state} />
      </header>
      <div className={classes.columns}>
        <div className={classes.column}>
          <section className={classes.section} aria-label={t('devices.coverage')}>
            <h3 className={classes.heading}>{t('devices.coverage')}</h3>
            <Coverage device={device} entitlement={entitlement} />
          </section>
          <section className={classes.section} aria-label={t('devices.detail')}>
            <h3 className={classes.heading}>{t('devices.detail')}</h3>
            <dl className={classes.facts}>
              <Fact label={t('devices.owner')}>
                {account ? [account.name, account.city].filter(Boolean).join(', ') : t('devices.noOwner')}
              </Fact>
              <Fact label={t('context.soldOn')}>{device.soldOn ? format.day(device.soldOn) : null}</Fact>
              <Fact label={t('devices.document')}>{device.saleDocument}</Fact>
              <Fact label={t('context.firmware')}>{device.firmware}</Fact>
              {replacedBy && (
                <Fact label={t('devices.replacedBy')}>
                  <DeviceLink hit={replacedBy} />
                </Fact>
              )}
              {replaces.length > 0 && (
                <Fact label={t('devices.replaces')}>
                  {replaces.map((hit) => (
                    <DeviceLink key={hit.device.id} hit={hit} />
                  ))}
                </Fact>
              )}
            </dl>
          </section>
        </div>
        <div className={classes.cases}>
          <DeviceRmas serialNumber={device.serialNumber} rmas={rmas} />
          <OtherCases title={t('devices.cases')} cases={cases} none={t('devices.noCases')} />
        </div>
      </div>
    </article>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <dt>{label}</dt>
      <dd>{children ?? <span className={classes.dim}>{t('devices.unknown')}</span>}</dd>
    </>
  )
}

export function DeviceLink({ hit }: { hit: DeviceHit }) {
  const navigation = useNavigation()
  return (
    <Anchor
      component="button"
      type="button"
      className={classes.link}
      onClick={() => navigation.openDevice(hit.device.id)}
    >
      {hit.device.serialNumber}
    </Anchor>
  )
}

function CopyNumber({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <Hint label={t('devices.copy')}>
      <ActionIcon
        size="sm"
        aria-label={t('devices.copy')}
        onClick={() =>
          void navigator.clipboard.writeText(text).then(() => notifications.show({ message: t('app.copied') }))
        }
      >
        <IconCopy size={15} stroke={1.8} aria-hidden />
      </ActionIcon>
    </Hint>
  )
}
