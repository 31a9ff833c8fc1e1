import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Hint } from '../../components/hint.tsx'
import { useDeletionRequests, useRegistrations } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { waitingDeletions } from '../deletions/deletions.ts'
import classes from './approval-tabs.module.css'
import { waitingCount } from './approvals.ts'

const TABS = [
  { page: 'registrations', label: 'registrations.title', keys: 'go.registrations' },
  { page: 'deletions', label: 'deletions.title', keys: 'go.deletions' },
] as const

/** What waits for an agent's word: people who want in, and people who want out. */
export function ApprovalTabs({ current }: { current: (typeof TABS)[number]['page'] }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const counts = {
    registrations: waitingCount(useRegistrations().data?.registrations ?? []),
    deletions: waitingDeletions(useDeletionRequests().data ?? []),
  }
  return (
    <nav className={classes.tabs} aria-label={t('nav.approvals')}>
      {TABS.map(({ page, label, keys }) => (
        <Hint key={page} label={t(label)} id={keys}>
          <UnstyledButton
            className={classes.tab}
            aria-current={page === current ? 'page' : undefined}
            onClick={() => navigation.go(page)}
          >
            {t(label)}
            {counts[page] > 0 && <span className={classes.count}>{counts[page]}</span>}
          </UnstyledButton>
        </Hint>
      ))}
    </nav>
  )
}
