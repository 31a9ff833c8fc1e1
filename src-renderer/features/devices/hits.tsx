import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceHit } from '#shared/rpc/devices.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { errorWords } from '../../components/problem-words.ts'
import { OtherCases } from '../context/other-cases.tsx'
import { NewRmaButton } from '../rma/new-rma-button.tsx'
import { DeviceStateChip } from './device-state.tsx'
import classes from './devices.module.css'
import { Difference } from './difference.tsx'
import type { LookUp } from './use-look-up.ts'

type Props = {
  box: RefObject<HTMLDivElement | null>
  lookUp: LookUp
  chosenId: string | null
  field: RefObject<HTMLTextAreaElement | null>
  onOpen(deviceId: string): void
}

/** Under the field: devices that have the number or contain it, and apart from them those that it may have been meant for. */
export function Hits({ box, lookUp, chosenId, field, onOpen }: Props) {
  const { t } = useTranslation()
  const { one, wanted, isList, oneSettled, count, error } = lookUp
  const hits = one?.hits ?? []
  const near = one?.near ?? []
  // Of a device in the registry they stand on its card.
  const cases = one?.exact ? [] : (one?.cases ?? [])
  const shown = [...near, ...hits]

  const step = (delta: number) => {
    const at = shown.findIndex(({ device }) => device.id === chosenId)
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + delta))]
    if (next) onOpen(next.device.id)
  }
  useCommand('list.next', () => step(1), shown.length > 0)
  useCommand('list.previous', () => step(-1), shown.length > 0)

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])]
    const focused = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (event.key === 'ArrowDown') buttons[Math.min(focused + 1, buttons.length - 1)]?.focus()
    else if (event.key === 'ArrowUp' && focused === 0) field.current?.focus()
    else if (event.key === 'ArrowUp') buttons[focused - 1]?.focus()
    else return
    event.preventDefault()
  }

  const status = error
    ? errorWords(error, t).title
    : isList
      ? t('devices.list.count', { count })
      : wanted === '' || !oneSettled || !one
        ? ''
        : hits.length === 0
          ? t('devices.notFound', { text: wanted })
          : t(one.more ? 'devices.foundMore' : 'devices.found', { count: hits.length })

  return (
    <>
      <p className={classes.count} role="status">
        {status}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from one of its buttons to the next */}
      <div ref={box} className={classes.hits} onKeyDown={onKeyDown}>
        {near.length > 0 && (
          <section className={classes.near} aria-label={t('devices.near')}>
            <h2 className={classes.nearTitle}>
              <IconAlertTriangle size={15} stroke={2} aria-hidden />
              {t('devices.near')}
            </h2>
            <p className={classes.dim}>{t('devices.nearHint')}</p>
            <HitList hits={near} typed={wanted} chosenId={chosenId} onOpen={onOpen} />
          </section>
        )}
        {hits.length > 0 && <HitList hits={hits} chosenId={chosenId} onOpen={onOpen} />}
        {oneSettled && wanted !== '' && !isList && one?.exact === false && chosenId === null && (
          <div className={classes.newRma}>
            <NewRmaButton serialNumbers={[wanted]} />
          </div>
        )}
        {cases.length > 0 && (
          <OtherCases title={t('devices.casesOfNumber', { text: wanted })} cases={cases} level={2} />
        )}
      </div>
    </>
  )
}

type ListProps = {
  hits: readonly DeviceHit[]
  /** Set: they are not what was typed, and what differs is shown. */
  typed?: string
  chosenId: string | null
  onOpen(deviceId: string): void
}

function HitList({ hits, typed, chosenId, onOpen }: ListProps) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t(typed === undefined ? 'devices.results' : 'devices.near')}>
      {hits.map(({ device, accountName }) => (
        <li key={device.id}>
          <UnstyledButton
            className={classes.hit}
            aria-current={device.id === chosenId ? 'true' : undefined}
            onClick={() => onOpen(device.id)}
          >
            <span className={classes.hitText}>
              {typed === undefined ? (
                <span className={classes.serial}>{device.serialNumber}</span>
              ) : (
                <Difference typed={typed} known={device.serialNumber} />
              )}
              <span className={classes.dim}>
                {device.model} · {accountName ?? t('devices.noOwner')}
              </span>
            </span>
            {device.state !== 'in_use' && <DeviceStateChip state={device.state} />}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
