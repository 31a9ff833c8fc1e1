import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconLink, IconLock, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../../components/keys-hint.tsx'
import { useScreen } from '../../../stores/screen.ts'

const COMMANDS = [
  { id: 'case.print', Icon: IconPrinter },
  { id: 'case.printInternal', Icon: IconLock },
  { id: 'case.copyText', Icon: IconCopy },
  { id: 'case.copyTextInternal', Icon: IconLock },
  { id: 'case.copyLink', Icon: IconLink },
] as const

/** The ways out of the program, for the mouse. */
export function DocumentMenu() {
  const { t } = useTranslation()
  const { keys } = useScreen()
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('document.menu')} title={t('document.menu')}>
          <IconPrinter size={15} stroke={1.8} aria-hidden />
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
