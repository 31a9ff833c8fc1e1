import { Anchor, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { dayOf } from '../context/validity.ts'
import { warrantyOn } from '../devices/cover.ts'
import formClasses from './form.module.css'
import type { LineValues } from './line-values.ts'
import classes from './rma.module.css'
import { rmaName } from './rma-state.tsx'

const TYPING_MS = 150
const NEAR_SHOWN = 3
/** What a look-up takes. */
const MAX_NUMBER = 200

type Props = { line: LineValues; onChange: (change: Partial<LineValues>) => void }

/** Under a serial number: the device that has it, the one that may have been meant, and RMAs that it is in already. */
export function SerialAdvice({ line, onChange }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { queries } = useDesk()
  const { clock } = useScreen()
  const navigation = useNavigation()
  const [text] = useDebouncedValue(line.serialNumber.trim().slice(0, MAX_NUMBER), TYPING_MS)
  const enabled = lookUpKey(text) !== ''
  const { data } = useQuery(queries.devices.lookUp.queryOptions({ input: { text, limit: NEAR_SHOWN }, enabled }))
  const { data: cards } = useQuery(queries.rmas.ofSerial.queryOptions({ input: { serialNumber: text }, enabled }))
  const current = enabled && lookUpKey(text) === lookUpKey(line.serialNumber)
  const device = current && data?.exact ? data.hits[0]?.device : undefined
  const near = current && !data?.exact ? (data?.near ?? []) : []
  const open = current ? (cards ?? []).filter(({ state }) => state !== 'closed') : []

  // The model comes from the registry where nobody has written another.
  const filledFor = useRef('')
  useEffect(() => {
    if (!device || filledFor.current === device.id) return
    filledFor.current = device.id
    if (line.model.trim() === '') onChange({ model: device.model })
  }, [device, line.model, onChange])

  const cover = device && warrantyOn(dayOf(clock.getState().now), device)
  const warranty =
    cover?.day && cover.answer !== 'unknown'
      ? t(cover.answer === 'yes' ? 'devices.warrantyYes' : 'devices.warrantyNo', { date: format.day(cover.day) })
      : t('devices.warrantyUnknown')
  return (
    <div role="status" className={formClasses.advice}>
      {device && (
        <p className={classes.dim}>
          {device.model} · {data?.hits[0]?.accountName ?? t('devices.noOwner')} · {warranty}
        </p>
      )}
      {current && data && !device && near.length === 0 && <p className={classes.dim}>{t('rma.unknownSerial')}</p>}
      {near.length > 0 && (
        <p>
          {t('rma.didYouMean')}{' '}
          {near.slice(0, NEAR_SHOWN).map(({ device: meant }) => (
            <UnstyledButton
              key={meant.id}
              className={formClasses.meant}
              onClick={() => onChange({ serialNumber: meant.serialNumber, model: meant.model })}
            >
              {meant.serialNumber}
            </UnstyledButton>
          ))}
        </p>
      )}
      {open.map((card) => (
        <p key={card.id} className={formClasses.warning}>
          {t('rma.alreadyIn')}{' '}
          <Anchor component="button" type="button" onClick={() => navigation.openRma(card.rmaId, card.id)}>
            {rmaName(card.rmaNumber, t)}
          </Anchor>
        </p>
      ))}
    </div>
  )
}
