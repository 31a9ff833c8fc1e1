import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import { type Filter, usefulFilters } from './filters.ts'
import classes from './operation.module.css'
import { STATE_ICONS } from './operation-state.tsx'

type Props = { operations: readonly OperationView[]; chosen: Filter; onChoose: (filter: Filter) => void }

export function FilterChips({ operations, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const filters = usefulFilters(operations, chosen)
  if (filters.length < 3 && chosen === 'all') return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of toggles, not fields of a form
    <div className={classes.filters} role="group" aria-label={t('operations.filter')}>
      {filters.map((filter) => {
        const Icon = filter === 'all' ? null : STATE_ICONS[filter]
        const count = filter === 'all' ? operations.length : operations.filter(({ state }) => state === filter).length
        return (
          <UnstyledButton
            key={filter}
            className={classes.filter}
            aria-pressed={chosen === filter}
            onClick={() => onChoose(filter)}
          >
            {Icon && <Icon size={13} stroke={2} aria-hidden />}
            {t(filter === 'all' ? 'operations.all' : `operations.state.${filter}`)}
            <span className={classes.count}>{format.number(count)}</span>
          </UnstyledButton>
        )
      })}
    </div>
  )
}
