import { Select, TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Period } from '#shared/domain/period.ts'
import { Hint } from '../../components/hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { CHOICES } from './choice.ts'
import classes from './dashboard.module.css'

/** `shown`: null while the fields hold no period. */
type Props = { field: Ref<HTMLInputElement>; today: string; shown: Period | null }

export function PeriodPicker({ field, today, shown }: Props) {
  const { t } = useTranslation()
  const { dashboard } = useScreen()
  const { choice, custom } = useStore(dashboard)
  return (
    <div className={classes.picker}>
      <Hint id="dashboard.period">
        <Select
          ref={field}
          size="xs"
          label={t('dashboard.period.label')}
          allowDeselect={false}
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
            max={end === 'to' ? undefined : today}
            label={t(`dashboard.period.${end}`)}
            value={custom[end]}
            aria-invalid={shown === null || undefined}
            onChange={(event) => dashboard.setState({ custom: { ...custom, [end]: event.currentTarget.value } })}
          />
        ))}
    </div>
  )
}
