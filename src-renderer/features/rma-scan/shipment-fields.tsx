import { Autocomplete, TextInput } from '@mantine/core'
import { type KeyboardEvent, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { MAX_LINE_VALUE } from '#shared/domain/rma.ts'
import { useScreen } from '../../stores/screen.ts'
import { CARRIERS } from '../rma/carriers.ts'
import classes from './scan.module.css'

type Props = { carrierRef: RefObject<HTMLInputElement | null>; onDone: () => void }

/** Asked once; said of every device that is scanned after it. Enter goes on, as a scanner does at its end. */
export function ShipmentFields({ carrierRef, onDone }: Props) {
  const { t } = useTranslation()
  const { scans } = useScreen()
  const { carrier, trackingNumber } = useStore(scans)
  const tracking = useRef<HTMLInputElement>(null)
  const onEnter = (go: () => void) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.defaultPrevented) return
    event.preventDefault()
    go()
  }
  return (
    <fieldset className={classes.shipment}>
      <legend className={classes.legend}>{t('rmaScan.shipment')}</legend>
      <Autocomplete
        ref={carrierRef}
        label={t('rma.field.carrier')}
        maxLength={MAX_LINE_VALUE}
        data={CARRIERS}
        value={carrier}
        onChange={(value) => scans.setState({ carrier: value })}
        onKeyDown={onEnter(() => tracking.current?.focus())}
      />
      <TextInput
        ref={tracking}
        label={t('rma.field.trackingNumber')}
        maxLength={MAX_LINE_VALUE}
        autoComplete="off"
        spellCheck={false}
        value={trackingNumber}
        onChange={(event) => scans.setState({ trackingNumber: event.currentTarget.value })}
        onKeyDown={onEnter(onDone)}
      />
    </fieldset>
  )
}
