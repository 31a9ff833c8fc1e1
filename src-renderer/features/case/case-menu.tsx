import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsSplit2, IconDots, IconGitMerge, IconHistory, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../components/keys-hint.tsx'
import { useScreen } from '../../stores/screen.ts'

const COMMANDS = [
  { id: 'case.history', Icon: IconHistory },
  { id: 'case.merge', Icon: IconGitMerge },
  { id: 'case.link', Icon: IconLink },
  { id: 'case.split', Icon: IconArrowsSplit2 },
] as const

/** What is done with the whole case and not every day, for the mouse. */
export function CaseMenu() {
  const { t } = useTranslation()
  const { keys } = useScreen()
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('case.more')} title={t('case.more')}>
          <IconDots size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {COMMANDS.map(({ id, Icon }) => (
          <Menu.Item
            key={id}
            leftSection={<Icon size={15} stroke={1.8} aria-hidden />}
            rightSection={<Keys id={id} />}
            onClick={() => keys.run(id)}
          >
            {t(`keys.command.${id}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
