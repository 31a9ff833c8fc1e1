import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useRegistrations } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ApprovalTabs } from './approval-tabs.tsx'
import { waitingCount } from './approvals.ts'
import { BatchBar } from './batch-bar.tsx'
import { BatchDialog, type BatchKind } from './batch-dialog.tsx'
import { RegistrationDetails } from './registration-details.tsx'
import { RegistrationList } from './registration-list.tsx'
import classes from './registrations.module.css'
import { useApprovals } from './use-approvals.ts'

/** Requests for access: the list of them, and the one that is looked at with all that helps to decide. */
export function RegistrationsPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { data, error } = useRegistrations()
  const list = useApprovals(data?.registrations ?? [])
  const [batch, setBatch] = useState<BatchKind | null>(null)
  const { shown, selected, ordered } = list
  const waiting = waitingCount(ordered)

  useCommand('list.next', () => list.step(1))
  useCommand('list.previous', () => list.step(-1))
  useCommand('list.first', () => list.step(-ordered.length))
  useCommand('list.last', () => list.step(ordered.length))
  useCommand('registrations.select', () => shown && list.toggle(shown.id))
  useCommand('registrations.selectNext', () => list.extend(1))
  useCommand('registrations.selectPrevious', () => list.extend(-1))
  useCommand('registrations.approveSelected', () => setBatch('approve'), selected.length > 0)
  useCommand('registrations.rejectSelected', () => setBatch('reject'), selected.length > 0)
  useCommand('case.back', () => (selected.length > 0 ? list.clear() : navigation.go('queue')))

  if (!data) {
    return error ? (
      <Empty
        alert
        icon={<IconAlertTriangle size={24} stroke={1.6} />}
        title={errorWords(error, t).title}
        advice={errorWords(error, t).advice}
      />
    ) : (
      <div className={`${classes.loading} late`}>
        <Loader size="sm" aria-label={t('app.loading')} />
      </div>
    )
  }
  return (
    <div className={classes.page}>
      <section className={classes.side} aria-label={t('registrations.title')}>
        <ApprovalTabs current="registrations" />
        <header className={classes.sideHead}>
          <h1 className={classes.title}>{t('registrations.title')}</h1>
          <span className={classes.dim}>
            {waiting > 0 ? t('registrations.waiting', { count: waiting }) : t('registrations.nothingWaits')}
          </span>
        </header>
        {ordered.length > 0 && (
          <RegistrationList
            groups={list.groups}
            currentId={shown?.id ?? null}
            selected={selected}
            onOpen={list.open}
            onToggle={list.toggle}
            onStep={list.step}
            onSelectAll={list.selectAll}
          />
        )}
        {selected.length > 0 && <BatchBar count={selected.length} onChoose={setBatch} onClear={list.clear} />}
      </section>
      <section className={classes.main} aria-label={t('registrations.details')}>
        {shown ? (
          <RegistrationDetails key={shown.id} registration={shown} ordered={ordered} />
        ) : (
          <Empty
            icon={<IconUserCheck size={24} stroke={1.6} />}
            title={t('registrations.emptyTitle')}
            advice={t('registrations.emptyAdvice')}
          />
        )}
      </section>
      {batch && (
        <BatchDialog
          kind={batch}
          registrations={ordered.filter(({ id }) => selected.includes(id))}
          onClose={(done) => {
            setBatch(null)
            if (done) list.clear()
          }}
        />
      )}
    </div>
  )
}
