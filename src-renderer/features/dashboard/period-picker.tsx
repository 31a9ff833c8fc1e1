import { Select, TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Hint } from '../../components/hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { CHOICES } from './choice.ts'
import classes from './dashboard.module.css'

type Props = { field: Ref<HTMLInputElement>; today: string; invalid: boolean }

export function PeriodPicker({ field, today, invalid }: Props) {
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
            if (chosen) dashboard.setState({ choice: chosen })
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
            aria-invalid={invalid || undefined}
            onChange={(event) => dashboard.setState({ custom: { ...custom, [end]: event.currentTarget.value } })}
          />
        ))}
    </div>
  )
}
