import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconUserX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useStanding } from '../../components/use-standing.ts'
import { useDeletionRequests } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ApprovalTabs } from '../registrations/approval-tabs.tsx'
import classes from '../registrations/registrations.module.css'
import { DeletionDetails } from './deletion-details.tsx'
import { DeletionList } from './deletion-list.tsx'
import { inOrder, waitingDeletions } from './deletions.ts'

/** People who ask to be deleted; what is to be done about one is on their card. */
export function DeletionsPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { approvals } = useScreen()
  const { data, error } = useDeletionRequests()
  const currentId = useStore(approvals, (state) => state.deletionId)
  const ordered = useMemo(() => inOrder(data ?? []), [data])
  const ids = useMemo(() => ordered.map(({ contact }) => contact.id), [ordered])
  const at = useStanding(ids, currentId)
  const shown = ordered[at]
  const waiting = waitingDeletions(ordered)

  const show = (deletionId: string) => approvals.setState({ deletionId })
  const step = (delta: number) => {
    const next = ordered[Math.max(0, Math.min(ordered.length - 1, at + delta))]
    if (next) show(next.contact.id)
  }
  const open = () => {
    if (!shown) return
    show(shown.contact.id)
    navigation.openCustomer(shown.contact.id)
  }
  useCommand('list.next', () => step(1))
  useCommand('list.previous', () => step(-1))
  useCommand('list.first', () => step(-ordered.length))
  useCommand('list.last', () => step(ordered.length))
  useCommand('list.open', open, shown !== undefined)
  useCommand('case.back', () => navigation.go('queue'))

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
      <section className={classes.side} aria-label={t('deletions.title')}>
        <ApprovalTabs current="deletions" />
        <header className={classes.sideHead}>
          <h1 className={classes.title}>{t('deletions.title')}</h1>
          <span className={classes.dim}>
            {waiting > 0 ? t('deletions.waiting', { count: waiting }) : t('deletions.nothingWaits')}
          </span>
        </header>
        {shown && (
          <DeletionList requests={ordered} currentId={shown.contact.id} onShow={show} onOpen={open} onStep={step} />
        )}
      </section>
      <section className={classes.main} aria-label={t('deletions.details')}>
        {shown ? (
          <DeletionDetails key={shown.contact.id} request={shown} onOpen={open} />
        ) : (
          <Empty
            icon={<IconUserX size={24} stroke={1.6} />}
            title={t('deletions.emptyTitle')}
            advice={t('deletions.emptyAdvice')}
          />
        )}
      </section>
    </div>
  )
}
