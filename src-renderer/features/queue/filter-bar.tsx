import { CloseButton, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CASE_TYPES } from '#shared/domain/case.ts'
import type { CaseListQuery } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useAgents } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './list-header.module.css'

const NOBODY = 'nobody'
const TYPING_MS = 120

export function FilterBar({ query, autoFocus }: { query: CaseListQuery; autoFocus: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const { data: agents } = useAgents()
  const [text, setText] = useState(query.text ?? '')
  const applied = useRef(query.text)
  const apply = useDebouncedCallback((value: string) => {
    applied.current = value.trim() || undefined
    navigation.setQuery({ text: applied.current })
  }, TYPING_MS)
  // Another queue, or "clear filters", empties the field too.
  useEffect(() => {
    if (query.text === applied.current) return
    applied.current = query.text
    setText(query.text ?? '')
  }, [query.text])

  const owners = [...(agents ?? [])].sort((a, b) => format.compare(a.name, b.name))
  return (
    <div className={classes.filters}>
      <TextInput
        size="xs"
        className={classes.text}
        aria-label={t('list.filterText')}
        placeholder={t('list.filterText')}
        value={text}
        autoFocus={autoFocus}
        onChange={(event) => {
          setText(event.currentTarget.value)
          apply(event.currentTarget.value)
        }}
        rightSection={
          text ? (
            <CloseButton
              size="sm"
              aria-label={t('list.clearFilters')}
              onClick={() => {
                apply.cancel()
                navigation.setQuery({ text: undefined })
              }}
            />
          ) : undefined
        }
      />
      <Select
        size="xs"
        className={classes.select}
        aria-label={t('list.filterType')}
        placeholder={t('list.filterType')}
        clearable
        clearButtonProps={{ 'aria-label': t('list.clearFilters') }}
        data={CASE_TYPES.map((value) => ({ value, label: t(`caseType.${value}`) }))}
        value={query.caseType ?? null}
        onChange={(value) => navigation.setQuery({ caseType: CASE_TYPES.find((type) => type === value) })}
      />
      <Select
        size="xs"
        className={classes.select}
        aria-label={t('list.filterOwner')}
        placeholder={t('list.filterOwner')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('list.clearFilters') }}
        data={[
          { value: NOBODY, label: t('list.unowned') },
          ...owners.map((agent) => ({ value: agent.id, label: agent.name })),
        ]}
        value={query.ownerId === null ? NOBODY : (query.ownerId ?? null)}
        onChange={(value) =>
          navigation.setQuery({ ownerId: value === null ? undefined : value === NOBODY ? null : value })
        }
      />
    </div>
  )
}
