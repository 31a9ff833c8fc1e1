import { Menu, UnstyledButton } from '@mantine/core'
import { IconInbox, IconKeyboard, IconLogout, IconRefresh, IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Hint } from '../../components/hint.tsx'
import { needsPerson } from '../../features/sync/indicator-state.ts'
import { useSyncState } from '../../rpc/reads.ts'
import { type Page, useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import icon from '../icon.svg'
import classes from './rail.module.css'

const ENTRIES = [
  { page: 'queue', Icon: IconInbox, label: 'nav.queues' },
  { page: 'sync', Icon: IconRefresh, label: 'nav.sync' },
  { page: 'settings', Icon: IconSettings, label: 'nav.settings' },
] as const satisfies readonly { page: Page; Icon: typeof IconInbox; label: string }[]

export function Rail({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { view } = useScreen()
  const page = useStore(view, (state) => state.page)
  const { data: sync } = useSyncState()
  const attention = sync !== undefined && needsPerson(sync)

  return (
    <nav className={classes.rail} aria-label={t('nav.main')}>
      <img className={classes.logo} src={icon} alt="" width={36} height={36} />
      {ENTRIES.map(({ page: target, Icon, label }) => (
        <Hint key={target} label={t(label)}>
          <UnstyledButton
            className={classes.entry}
            aria-label={t(label)}
            aria-current={page === target ? 'page' : undefined}
            onClick={() => navigation.go(target)}
          >
            <Icon size={20} stroke={1.7} aria-hidden />
            {target === 'sync' && attention && <span className={classes.dot} />}
          </UnstyledButton>
        </Hint>
      ))}
      <span className={classes.space} />
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
