import { Select, TextInput } from '@mantine/core'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Period } from '#shared/domain/period.ts'
import { Hint } from '../../components/hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { CHOICES } from './choice.ts'
import classes from './dashboard.module.css'

const LAST_DAY = '2199-12-31'

/** `shown`: null while the fields hold no period. */
type Props = { field: Ref<HTMLInputElement>; today: string; shown: Period | null }

/** Escape closes the list or leaves the field; the keys of the page hold again, and the next Escape leads away from it. */
function leave(event: KeyboardEvent) {
  const { key, target } = event
  if (key !== 'Escape' || !(target instanceof HTMLElement)) return
  event.preventDefault()
  if (target.getAttribute('aria-expanded') !== 'true') target.blur()
}

export function PeriodPicker({ field, today, shown }: Props) {
  const { t } = useTranslation()
  const { dashboard } = useScreen()
  const { choice, custom } = useStore(dashboard)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only takes a key of its fields
    <div className={classes.picker} onKeyDown={leave}>
      <Hint id="dashboard.period">
        <Select
          ref={field}
          size="xs"
          label={t('dashboard.period.label')}
          allowDeselect={false}
          // All of them at once: what scrolls would have to be reached by keyboard.
          maxDropdownHeight={420}
          value={choice}
          data={CHOICES.map((value) => ({ value, label: t(`dashboard.period.${value}`) }))}
          onChange={(value) => {
            const chosen = CHOICES.find((known) => known === value)
            // Own days begin as those of the period that stood there.
            if (chosen) dashboard.setState({ choice: chosen, custom: shown ?? custom })
          }}
        />
      </Hint>
      {choice === 'custom' &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            size="xs"
            type="date"
            // With a last day a year is typed in four digits, not six.
            max={end === 'to' ? LAST_DAY : today}
            label={t(`dashboard.period.${end}`)}
            value={custom[end]}
            error={shown === null}
            onChange={(event) => dashboard.setState({ custom: { ...custom, [end]: event.currentTarget.value } })}
          />
        ))}
    </div>
  )
}
