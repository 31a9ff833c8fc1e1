import { useId, useRef } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { TextField } from '../form/field.tsx'
import { useFormat } from '../shared/format.ts'
import type { OwnDevice, OwnDevices } from './devices.ts'
import classes from './new-case.module.css'

const MOST_OFFERED = 4

type Props = {
  value: string
  onChange: (value: string) => void
  /** Those that fit what is typed, and the one that it is. */
  found: OwnDevices | null
  known: OwnDevice | null
  fault: string | null
}

/** Any number may be typed; the company's own devices are offered, and what is known of the one is shown. */
export function SerialField({ value, onChange, found, known, fault }: Props) {
  const { t } = useWords()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const offered = known ? [] : (found?.devices ?? []).slice(0, MOST_OFFERED)
  const more = (found?.total ?? 0) - offered.length
  const choose = (serialNumber: string) => {
    onChange(serialNumber)
    // The button goes away with the others.
    box.current?.querySelector('input')?.focus()
  }
  return (
    <div ref={box} className={classes.fields}>
      <TextField
        label={t('cases.fields.serialNumber')}
        hint={t('cases.create.serialHint')}
        name="serialNumber"
        value={value}
        onChange={onChange}
        fault={fault}
      />
      <div role="status" className={classes.said}>
        {known ? <KnownDevice device={known} /> : null}
      </div>
      {offered.length > 0 ? (
        <div className={classes.offered}>
          <p id={id} className={classes.small}>
            {t('cases.create.ownDevices')}
          </p>
          <ul className={classes.devices} aria-labelledby={id}>
            {offered.map(({ serialNumber, model }) => (
              <li key={serialNumber}>
                <button type="button" className={classes.device} onClick={() => choose(serialNumber)}>
                  <span className={classes.deviceNumber}>{serialNumber}</span>
                  <span className={classes.deviceModel}>{model}</span>
                </button>
              </li>
            ))}
          </ul>
          {more > 0 ? <p className={classes.small}>{t('cases.create.moreDevices', { count: more })}</p> : null}
        </div>
      ) : null}
    </div>
  )
}

function KnownDevice({ device: { model, underWarranty, warrantyUntil } }: { device: OwnDevice }) {
  const { t } = useWords()
  const format = useFormat()
  const day = warrantyUntil === null ? null : format.day(warrantyUntil)
  const warranty =
    day === null || underWarranty === null
      ? t('cases.create.warrantyNotKnown')
      : t(underWarranty ? 'cases.create.underWarranty' : 'cases.create.warrantyEnded', { day })
  const tone = underWarranty === null ? undefined : underWarranty ? 'good' : 'waiting'
  return (
    <p className={classes.known} data-tone={tone}>
      <strong>{model}</strong>
      <span>{warranty}</span>
    </p>
  )
}
