import { SegmentedControl, Select } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import {
  MACRO_ME,
  MACRO_NOBODY,
  MACRO_SNOOZES,
  MACRO_WORDS,
  type MacroContent,
  type MacroSnooze,
} from '#shared/domain/macro.ts'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useAgents, useTeams } from '../../rpc/reads.ts'
import templates from '../templates/templates.module.css'
import classes from './macros.module.css'

type Props = { content: MacroContent; onChange: (part: Partial<MacroContent>) => void }

const KEEP = 'keep'

/** What a macro does beside its words. */
export function MacroFields({ content, onChange }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useId()
  const { data: agents } = useAgents()
  const { data: teams } = useTeams()
  const keep = { value: KEEP, label: t('macros.keep') }
  const byName = (a: { name: string }, b: { name: string }) => format.compare(a.name, b.name)
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  return (
    <>
      <div className={classes.fields}>
        <Field
          label={t('macros.status')}
          value={content.status}
          data={[keep, ...CASE_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))]}
          onChange={(value) => onChange({ status: value as CaseStatus | null })}
        />
        <Field
          label={t('macros.owner')}
          value={content.owner}
          data={[
            keep,
            { value: MACRO_ME, label: t('macros.ownerMe') },
            { value: MACRO_NOBODY, label: t('case.assignToNobody') },
            ...[...(agents ?? [])].sort(byName).map(option),
          ]}
          onChange={(owner) => onChange({ owner })}
        />
        <Field
          label={t('macros.team')}
          value={content.teamId}
          data={[keep, ...[...(teams ?? [])].sort(byName).map(option)]}
          onChange={(teamId) => onChange({ teamId })}
        />
        <Field
          label={t('macros.snooze')}
          value={content.snooze}
          data={[
            { value: KEEP, label: t('macros.noSnooze') },
            ...MACRO_SNOOZES.map((value) => ({ value, label: t(`macros.snoozes.${value}`) })),
          ]}
          onChange={(value) => onChange({ snooze: value as MacroSnooze | null })}
        />
      </div>
      <div>
        <p id={words} className={templates.label}>
          {t('macros.words')}
        </p>
        <SegmentedControl
          aria-labelledby={words}
          size="xs"
          value={content.words}
          data={MACRO_WORDS.map((value) => ({ value, label: t(`macros.wordsOf.${value}`) }))}
          onChange={(value) => onChange({ words: MACRO_WORDS.find((known) => known === value) ?? 'none' })}
        />
      </div>
    </>
  )
}

type FieldProps = {
  label: string
  value: string | null
  data: { value: string; label: string }[]
  onChange: (value: string | null) => void
}

function Field({ label, value, data, onChange }: FieldProps) {
  return (
    <Select
      label={label}
      size="sm"
      searchable
      allowDeselect={false}
      value={value ?? KEEP}
      data={data}
      onChange={(next) => onChange(next === null || next === KEEP ? null : next)}
    />
  )
}
