import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { Notice } from '../../components/notice.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useOperations, useSyncState } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { OperationItem } from './operation-item.tsx'
import { groupOperations } from './operation-words.ts'
import classes from './sync.module.css'
import { SyncSummary } from './sync-summary.tsx'

export function SyncPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { data: sync } = useSyncState()
  const { data, error } = useOperations()
  useCommand('case.back', () => navigation.go('queue'))
  const groups = groupOperations(data?.operations ?? [])
  const waits = groups.attention.length + groups.pending.length

  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <h1 className={classes.title}>{t('sync.title')}</h1>
        {sync && <SyncSummary sync={sync} />}
        {error && !data && (
          <Notice tone="danger" title={t('operations.failed')}>
            {errorWords(error, t).advice}
          </Notice>
        )}
        {data && waits === 0 && (
          <div className={classes.nothing}>
            <Empty
              icon={<IconCircleCheck size={24} stroke={1.6} />}
              title={t('operations.emptyTitle')}
              advice={t('operations.emptyAdvice')}
            />
          </div>
        )}
        {waits > 0 && <h2 className="visually-hidden">{t('operations.title')}</h2>}
        <Group title={t('operations.attention')} operations={groups.attention} />
        <Group title={t('operations.pending')} operations={groups.pending} />
        <Group title={t('operations.settled')} operations={groups.settled} />
        {data && data.total > data.operations.length && (
          <p className={classes.dim}>{t('operations.shownOf', { shown: data.operations.length, total: data.total })}</p>
        )}
      </div>
    </div>
  )
}

function Group({ title, operations }: { title: string; operations: readonly OperationView[] }) {
  if (operations.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className={classes.groupTitle}>
        {title} <span className={classes.dim}>{operations.length}</span>
      </h3>
      <ul className={classes.operations}>
        {operations.map((operation) => (
          <OperationItem key={operation.opId} operation={operation} />
        ))}
      </ul>
    </section>
  )
}
