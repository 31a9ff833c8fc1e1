import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconAddressBook,
  IconBarcode,
  IconChartBar,
  IconInbox,
  IconKeyboard,
  IconLogout,
  IconPlus,
  IconRefresh,
  IconSettings,
  IconTemplate,
  IconTool,
  IconUserCheck,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Hint } from '../../components/hint.tsx'
import { waitingDeletions } from '../../features/deletions/deletions.ts'
import { isTouched } from '../../features/new-case/new-case.ts'
import { Bell } from '../../features/notices/bell.tsx'
import { waitingCount } from '../../features/registrations/approvals.ts'
import { needsPerson } from '../../features/sync/indicator-state.ts'
import { useDeletionRequests, useRegistrations, useRmaCounters, useSyncState } from '../../rpc/reads.ts'
import { type Page, useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import icon from '../icon.svg'
import type { CommandId } from '../keys/commands.ts'
import classes from './rail.module.css'

const ENTRIES = [
  { page: 'queue', Icon: IconInbox, label: 'nav.queues' },
  { page: 'registrations', Icon: IconUserCheck, label: 'nav.registrations' },
  { page: 'customers', Icon: IconAddressBook, label: 'nav.customers' },
  { page: 'devices', Icon: IconBarcode, label: 'nav.devices' },
  { page: 'rmas', Icon: IconTool, label: 'nav.rmas' },
  { page: 'templates', Icon: IconTemplate, label: 'nav.templates' },
  { page: 'dashboard', Icon: IconChartBar, label: 'nav.dashboard' },
  { page: 'sync', Icon: IconRefresh, label: 'nav.sync' },
  { page: 'settings', Icon: IconSettings, label: 'nav.settings' },
] as const satisfies readonly { page: Page; Icon: typeof IconInbox; label: string }[]

/** Pages without an entry of their own, and where they belong. */
const PARENTS: Partial<Record<Page, Page>> = {
  deletions: 'registrations',
  deviceImport: 'devices',
  macros: 'templates',
  rmaScan: 'rmas',
}

const KEYS: Partial<Record<Page, CommandId>> = {
  registrations: 'go.registrations',
  customers: 'go.customers',
  devices: 'go.devices',
  rmas: 'go.rmas',
  templates: 'go.templates',
  dashboard: 'go.dashboard',
  sync: 'go.sync',
}

export function Rail({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { view } = useScreen()
  const page = useStore(view, (state) => state.page)
  const { data: sync } = useSyncState()
  const registrations = waitingCount(useRegistrations().data?.registrations ?? [])
  const deletions = waitingDeletions(useDeletionRequests().data ?? [])
  const waiting = registrations + deletions
  const approvalsName = [
    registrations > 0 ? t('nav.registrationsWaiting', { count: registrations }) : t('nav.registrations'),
    ...(deletions > 0 ? [t('nav.deletionsWaiting', { count: deletions })] : []),
    // What is read has what is seen.
    ...(registrations > 0 && deletions > 0 ? [t('nav.together', { number: waiting })] : []),
  ].join('; ')
  const overdue = useRmaCounters().data?.overdue ?? 0
  const names: Partial<Record<Page, string>> = {
    registrations: approvalsName,
    rmas: overdue > 0 ? t('nav.rmasOverdue', { count: overdue }) : t('nav.rmas'),
  }
  const counts: Partial<Record<Page, number>> = { registrations: waiting, rmas: overdue }
  const attention = sync !== undefined && needsPerson(sync)

  return (
    <nav className={classes.rail} aria-label={t('nav.main')}>
      <img className={classes.logo} src={icon} alt="" width={36} height={36} />
      <NewCaseEntry current={page === 'new'} />
      {ENTRIES.map(({ page: target, Icon, label }) => {
        const name = names[target] ?? t(label)
        const count = counts[target] ?? 0
        const current = (PARENTS[page] ?? page) === target
        return (
          <Hint key={target} label={name} id={KEYS[target]}>
            <UnstyledButton
              className={classes.entry}
              aria-label={name}
              aria-current={current ? 'page' : undefined}
              onClick={() => (target === 'rmas' ? navigation.goRmas() : navigation.go(target))}
            >
              <Icon size={20} stroke={1.7} aria-hidden />
              {target === 'sync' && attention && <span className={classes.dot} />}
              {count > 0 && <span className={classes.count}>{count > 99 ? '99+' : count}</span>}
            </UnstyledButton>
          </Hint>
        )
      })}
      <span className={classes.space} />
      <Bell />
      <Hint id="app.help" label={t('nav.help')}>
        <UnstyledButton className={classes.entry} aria-label={t('nav.help')} onClick={() => navigation.show('help')}>
          <IconKeyboard size={20} stroke={1.7} aria-hidden />
        </UnstyledButton>
      </Hint>
      <Menu position="right-end">
        <Menu.Target>
          <UnstyledButton className={classes.entry} aria-label={t('nav.account', { name: agent.name })}>
            <Avatar name={agent.name} size={28} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className={classes.who}>
            <strong>{agent.name}</strong>
            <span>{agent.email}</span>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={() => navigation.go('settings')}>
            {t('nav.settings')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => navigation.show('signOut')}>
            {t('nav.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

/** Begins a case for a caller; a dot tells that one was begun and waits. */
function NewCaseEntry({ current }: { current: boolean }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { newCase } = useScreen()
  const kept = useStore(newCase, ({ values }) => isTouched(values))
  const name = t(kept ? 'nav.newCaseKept' : 'nav.newCase')
  return (
    <Hint id="app.newCase" label={name}>
      <UnstyledButton
        className={classes.entry}
        data-new
        aria-label={name}
        aria-current={current ? 'page' : undefined}
        onClick={() => navigation.go('new')}
      >
        <IconPlus size={20} stroke={2} aria-hidden />
        {kept && <span className={classes.dot} data-tone="waiting" />}
      </UnstyledButton>
    </Hint>
  )
}
