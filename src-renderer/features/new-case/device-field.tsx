import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type Ref, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import { foldText } from '../../components/fold-text.ts'
import page from '../../components/page.module.css'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { dayOf } from '../context/validity.ts'
import { AlsoOpen } from '../devices/also-open.tsx'
import classes from './new-case.module.css'

const SHOWN = 30
const TYPING_MS = 150
/** What a look-up takes. */
const MAX_NUMBER = 200

type Props = {
  value: string
  devices: readonly DeviceRow[]
  /** Whether a caller has been chosen, so that "not among the devices" means something. */
  known: boolean
  readOnly: boolean
  error: string | undefined
  inputRef: Ref<HTMLInputElement>
  onChange: (serialNumber: string) => void
  onDevice: (device: DeviceRow) => void
}

/** A serial number: one of the company's devices, or any other as it stands on the sticker. */
export function DeviceField({ value, devices, known, readOnly, error, inputRef, onChange, onDevice }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const today = dayOf(clock.getState().now)
  const bySerial = useMemo(() => new Map(devices.map((device) => [device.serialNumber, device])), [devices])
  const key = lookUpKey(value)
  const device = key ? devices.find(({ serialNumber }) => lookUpKey(serialNumber) === key) : undefined

  const warranty = ({ warrantyUntil }: DeviceRow) =>
    warrantyUntil === null
      ? t('context.warrantyUnknown')
      : t(today <= warrantyUntil ? 'context.inWarranty' : 'context.outOfWarranty', { date: format.day(warrantyUntil) })

  return (
    <div>
      <Autocomplete
        ref={inputRef}
        label={t('case.serialNumber')}
        description={
          device
            ? `${device.model} · ${warranty(device)}`
            : known && key
              ? t('newCase.otherDevice')
              : t('newCase.deviceHint', { count: devices.length })
        }
        error={error}
        spellCheck={false}
        readOnly={readOnly}
        value={value}
        limit={SHOWN}
        withScrollArea={false}
        classNames={{ options: classes.options }}
        data={devices.map(({ serialNumber }) => serialNumber)}
        filter={({ search }) =>
          devices
            .filter(
              ({ serialNumber, model }) =>
                lookUpKey(serialNumber).includes(lookUpKey(search)) ||
                foldText(model).includes(foldText(search.trim())),
            )
            .slice(0, SHOWN)
            .map(({ serialNumber }) => ({ value: serialNumber, label: serialNumber }))
        }
        renderOption={({ option }) => {
          const found = bySerial.get(option.value)
          return (
            <span className={classes.device}>
              <span>{option.value}</span>
              {found && (
                <span className={page.dim}>
                  {found.model} · {warranty(found)}
                </span>
              )}
            </span>
          )
        }}
        onChange={onChange}
        onOptionSubmit={(serialNumber) => {
          const found = bySerial.get(serialNumber)
          if (found) onDevice(found)
        }}
      />
      <OpenElsewhere serialNumber={value} />
    </div>
  )
}

/** Before a second case is made for a device that somebody works on already. */
function OpenElsewhere({ serialNumber }: { serialNumber: string }) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const [text] = useDebouncedValue(serialNumber.trim().slice(0, MAX_NUMBER), TYPING_MS)
  const { data } = useQuery(
    queries.devices.lookUp.queryOptions({ input: { text, limit: 1 }, enabled: lookUpKey(text) !== '' }),
  )
  const open = (data?.cases ?? []).filter(({ status }) => isOpen(status))
  const current = lookUpKey(text) !== '' && lookUpKey(text) === lookUpKey(serialNumber)
  return (
    <div role="status" className={classes.openElsewhere}>
      {current && open.length > 0 && <AlsoOpen label={t('newCase.alsoOpen', { count: open.length })} cases={open} />}
    </div>
  )
}
