import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconAt,
  IconBell,
  IconBellOff,
  IconBellRinging,
  IconChecks,
  IconMessageReply,
  IconSettings,
  IconUserCheck,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { isQuiet, type NoticeKind } from '#shared/domain/notice.ts'
import type { Notice } from '#shared/rpc/notices.ts'
import rail from '../../app/shell/rail.module.css'
import { caseName } from '../../components/case-number.ts'
import { Time } from '../../components/time.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useNotices, useSettings } from '../../rpc/reads.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './notices.module.css'
import { useQuietHour } from './use-quiet-hour.ts'

const ICONS: Record<NoticeKind, typeof IconBell> = {
  answer: IconMessageReply,
  mention: IconAt,
  assigned: IconUserCheck,
  back: IconBellRinging,
  conflict: IconAlertTriangle,
}
const SHOWN = 30

/** What concerns the agent, newest first; a menu, so that the keys go through it. */
export function Bell() {
  const { t } = useTranslation()
  const format = useFormat()
  const { view, clock } = useScreen()
  const navigation = useNavigation()
  const change = useChange()
  const quietHour = useQuietHour()
  const opened = useStore(view, (state) => state.overlay === 'notices')
  const now = useStore(clock, (state) => state.now)
  const { data } = useNotices()
  const settings = useSettings().data?.notices
  const unread = data?.unread ?? 0
  const quiet = settings !== undefined && isQuiet(settings, now)
  const name = unread > 0 ? t('notices.bellUnread', { count: unread }) : t('notices.bell')
  const Icon = quiet ? IconBellOff : IconBell

  return (
    <Menu
      opened={opened}
      position="right-end"
      width={400}
      onChange={(open) => (open ? navigation.show('notices') : navigation.hide('notices'))}
      returnFocus
    >
      <Menu.Target>
        <UnstyledButton className={rail.entry} aria-label={name} title={name}>
          <Icon size={20} stroke={1.7} aria-hidden />
          {unread > 0 && <span className={rail.count}>{unread > 99 ? '99+' : unread}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.list}>
        <Menu.Label>{t('notices.title')}</Menu.Label>
        {data?.notices.length === 0 && <p className={classes.none}>{t('notices.none')}</p>}
        {data?.notices.slice(0, SHOWN).map((notice) => (
          <NoticeItem key={notice.id} notice={notice} onOpen={() => navigation.openCase(notice.caseId)} />
        ))}
        <Menu.Divider />
        {unread > 0 && (
          <Menu.Item
            leftSection={<IconChecks size={16} aria-hidden />}
            onClick={() => void change((desk) => desk.notices.readAll())}
          >
            {t('notices.readAll')}
          </Menu.Item>
        )}
        {settings && (
          <Menu.Item leftSection={<IconBellOff size={16} aria-hidden />} onClick={() => void quietHour(settings)}>
            {settings.quietUntil > now
              ? t('notices.quietEnd', { time: format.clock(settings.quietUntil) })
              : t('notices.quietHour')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={() => navigation.go('settings')}>
          {t('notices.settings')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function NoticeItem({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { t } = useTranslation()
  const Icon = ICONS[notice.kind]
  const who = [caseName(notice.caseNumber, t), notice.accountName, notice.byName].filter(Boolean).join(' · ')
  return (
    <Menu.Item
      className={classes.item}
      data-unread={notice.unread || undefined}
      leftSection={<Icon size={16} stroke={1.8} aria-hidden />}
      rightSection={<Time at={notice.at} brief className={classes.time} />}
      onClick={onOpen}
    >
      <span className={classes.kind}>
        {notice.unread && <span className="visually-hidden">{t('list.rowUnread')}: </span>}
        {t(`notices.kind.${notice.kind}`)}
      </span>
      <span className={classes.what}>{notice.title}</span>
      <span className={classes.who}>{who}</span>
    </Menu.Item>
  )
}
