import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { OperationView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import page from '../../components/page.module.css'
import { useScreen } from '../../stores/screen.ts'
import { FilterChips } from './filter-chips.tsx'
import { type Filter, usefulFilters } from './filters.ts'
import classes from './operation.module.css'
import { OperationItem } from './operation-item.tsx'
import { useOpenSubject } from './operation-subject.tsx'
import { groupOperations } from './operation-words.ts'
import { useMarkedOperation } from './use-marked-operation.ts'
import { useOperationActions } from './use-operation-actions.ts'

type Props = { operations: readonly OperationView[]; total: number }

/** Every operation as a line; what needs a person comes first. */
export function OperationList({ operations, total }: Props) {
  const { t } = useTranslation()
  const { rewrites } = useScreen()
  const [chosen, setFilter] = useState<Filter>('all')
  const [editing, setEditing] = useState<string | null>(null)
  // An edit that was begun is open again when its page is.
  const begun = useStore(rewrites, (all) => Object.keys(all).find((opId) => all[opId]?.open) ?? null)
  useEffect(() => setEditing((now) => now ?? begun), [begun])
  // What has taken effect needs no other words; those that are still open stay to be read.
  useEffect(() => {
    for (const { opId, state } of operations)
      if (state === 'settled' && rewrites.getState()[opId]?.open === false) rewrites.setState({ [opId]: undefined })
  }, [operations, rewrites])
  const filter = usefulFilters(operations, chosen).includes(chosen) ? chosen : 'all'
  const groups = groupOperations(
    operations.filter(({ opId, state }) => filter === 'all' || state === filter || opId === editing),
  )
  const shown = [...groups.attention, ...groups.pending, ...groups.settled]
  const marks = useMarkedOperation(shown, editing)
  useOperationKeys(operations, filter, setFilter, marks, setEditing)

  if (operations.length === 0) {
    return (
      <div className={classes.nothing}>
        <Empty
          icon={<IconCircleCheck size={24} stroke={1.6} />}
          title={t('operations.emptyTitle')}
          advice={t('operations.emptyAdvice')}
        />
      </div>
    )
  }

  const group = (title: string, list: readonly OperationView[]) =>
    list.length > 0 && (
      <section aria-label={title}>
        <h3 className={classes.groupTitle}>
          {title} <span className={page.dim}>{list.length}</span>
        </h3>
        <ul className={classes.operations}>
          {list.map((operation) => (
            <OperationItem
              key={operation.opId}
              operation={operation}
              marked={operation.opId === marks.marked?.opId}
              editing={operation.opId === editing}
              onMark={marks.mark}
              onEdit={setEditing}
            />
          ))}
        </ul>
      </section>
    )

  return (
    <>
      <FilterChips operations={operations} chosen={filter} onChoose={setFilter} />
      {group(t('operations.attention'), groups.attention)}
      {group(t('operations.pending'), groups.pending)}
      {group(t('operations.settled'), groups.settled)}
      {total > operations.length && (
        <p className={page.dim}>{t('operations.shownOf', { shown: operations.length, total })}</p>
      )}
    </>
  )
}

function useOperationKeys(
  operations: readonly OperationView[],
  filter: Filter,
  setFilter: (filter: Filter) => void,
  marks: ReturnType<typeof useMarkedOperation>,
  setEditing: (opId: string) => void,
) {
  const actionsOf = useOperationActions()
  const open = useOpenSubject()
  const { marked } = marks
  useCommand('list.next', () => marks.step(1))
  useCommand('list.previous', () => marks.step(-1))
  useCommand('list.first', () => marks.focusAt(0))
  useCommand('list.last', () => marks.focusAt(Number.MAX_SAFE_INTEGER))
  useCommand('list.open', () => (marked ? open(marked) : false))
  useCommand('sync.edit', () => (marked?.editable ? setEditing(marked.opId) : false))
  useCommand('sync.retry', () => (marked ? void actionsOf(marked).retry?.() : false))
  useCommand('sync.withdraw', () => (marked ? void actionsOf(marked).withdraw?.() : false))
  useCommand('sync.filter', () => {
    const filters = usefulFilters(operations, filter)
    setFilter(filters[(filters.indexOf(filter) + 1) % filters.length] ?? 'all')
  })
}
