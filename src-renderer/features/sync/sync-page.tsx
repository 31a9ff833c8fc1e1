import { useTranslation } from 'react-i18next'
import type { SyncState } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Notice } from '../../components/notice.tsx'
import page from '../../components/page.module.css'
import { errorWords } from '../../components/problem-words.ts'
import { useOperations, useSyncState } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ExportSection } from './export-section.tsx'
import { GuardCard } from './guard-card.tsx'
import { lookOf } from './indicator-state.ts'
import { OperationList } from './operation-list.tsx'
import { uploadProgress } from './operation-words.ts'
import { RecoveredList } from './recovered-list.tsx'
import classes from './sync.module.css'
import { SyncSummary } from './sync-summary.tsx'

export function SyncPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { data: sync } = useSyncState()
  const { data, error } = useOperations()
  useCommand('case.back', () => navigation.go('queue'))

  return (
    <div className={page.page}>
      <div className={`${page.column} ${classes.column}`}>
        <h1 className={page.title}>{t('sync.title')}</h1>
        <div className={classes.layout}>
          <div className={classes.aside}>
            <div className={classes.state}>
              {sync && <SyncSummary sync={sync} uploads={data ? uploadProgress(data.operations) : null} />}
            </div>
            <div className={classes.export}>
              <ExportSection />
            </div>
          </div>
          <div className={classes.main}>
            {sync?.heldDeletions && <GuardCard held={sync.heldDeletions} />}
            {error && !data && (
              <Notice tone="danger" title={t('operations.failed')}>
                {errorWords(error, t).advice}
              </Notice>
            )}
            <RecoveredList />
            <h2 className="visually-hidden">{t('operations.title')}</h2>
            {data && <OperationList operations={data.operations} total={data.total} />}
          </div>
        </div>
        {sync && <Spoken sync={sync} />}
      </div>
    </div>
  )
}

/** What a glance at the page tells, for those who listen: said again when it changes. */
function Spoken({ sync }: { sync: SyncState }) {
  const { t } = useTranslation()
  const { waiting, conflicts, rejected, quarantined } = sync
  const sentences = [
    t(`sync.${lookOf(sync)}`),
    waiting > 0 ? t('sync.waiting', { count: waiting }) : t('sync.nothingWaits'),
    conflicts > 0 ? t('sync.conflicts', { count: conflicts }) : '',
    rejected > 0 ? t('sync.rejected', { count: rejected }) : '',
    quarantined > 0 ? t('sync.quarantined', { count: quarantined }) : '',
  ]
  return (
    <p className="visually-hidden" role="status">
      {sentences.filter(Boolean).join('. ')}
    </p>
  )
}
