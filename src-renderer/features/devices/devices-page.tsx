import { Button } from '@mantine/core'
import { IconBarcode, IconFileImport } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { lookUpKey } from '#shared/domain/look-up.ts'
import type { AgentView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { DeviceCard } from './device-card.tsx'
import classes from './devices.module.css'
import { Hits } from './hits.tsx'
import { ListTable } from './list-table.tsx'
import { NumberField } from './number-field.tsx'
import { type LookUp, useLookUp } from './use-look-up.ts'

/** Serial numbers typed, pasted or scanned, and what the registry knows of them. */
export function DevicesPage({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { devices } = useScreen()
  const deviceId = useStore(devices, (state) => state.deviceId)
  const field = useRef<HTMLTextAreaElement>(null)
  const hits = useRef<HTMLDivElement>(null)
  const lookUp = useLookUp()
  useOpenExact(lookUp)
  const open = (id: string | null) => devices.setState({ deviceId: id })
  const toFirstHit = () => {
    const first = hits.current?.querySelector('button')
    first?.focus()
    return Boolean(first)
  }

  useCommand('case.back', () => {
    if (lookUp.isList && deviceId !== null) open(null)
    else navigation.go(devices.getState().cameFrom)
  })
  useCommand('devices.find', () => {
    field.current?.focus()
    field.current?.select()
  })
  useCommand('devices.import', () => navigation.go('deviceImport'), agent.isAdmin)

  return (
    <div className={classes.page}>
      <section className={classes.side} aria-label={t('devices.title')}>
        <header className={classes.sideHead}>
          <div className={classes.titleLine}>
            <h1 className={classes.title}>{t('devices.title')}</h1>
            {agent.isAdmin && (
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconFileImport size={14} stroke={1.8} aria-hidden />}
                onClick={() => navigation.go('deviceImport')}
              >
                {t('devices.import')}
              </Button>
            )}
          </div>
          <NumberField inputRef={field} lookUp={lookUp} onDown={toFirstHit} />
        </header>
        <Hits box={hits} lookUp={lookUp} chosenId={deviceId} field={field} onOpen={open} />
      </section>
      <section
        className={classes.main}
        aria-label={t(lookUp.isList && deviceId === null ? 'devices.list.title' : 'devices.card')}
      >
        {deviceId !== null ? (
          <DeviceCard key={deviceId} deviceId={deviceId} />
        ) : lookUp.isList ? (
          <ListTable rows={lookUp.list ?? null} count={lookUp.count} settled={lookUp.listSettled} onOpen={open} />
        ) : (
          <Empty
            icon={<IconBarcode size={24} stroke={1.6} />}
            title={t('devices.noneTitle')}
            advice={t('devices.noneAdvice')}
          />
        )}
      </section>
    </div>
  )
}

/** What was scanned or came from elsewhere opens by itself where the registry has the very number; never a near one. */
function useOpenExact({ one, oneSettled, wanted }: LookUp) {
  const { devices } = useScreen()
  const asked = useStore(devices, (state) => state.asked)
  const opened = useRef(0)
  useEffect(() => {
    if (!oneSettled || opened.current === asked) return
    opened.current = asked
    const device = one?.hits[0]?.device
    if (device && lookUpKey(device.serialNumber) === lookUpKey(wanted)) devices.setState({ deviceId: device.id })
  }, [asked, one, oneSettled, wanted, devices])
}
