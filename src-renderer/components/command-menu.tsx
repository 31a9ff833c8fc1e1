import { ActionIcon, Menu } from '@mantine/core'
import type { Icon as TablerIcon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CommandId } from '../app/keys/commands.ts'
import { useScreen } from '../stores/screen.ts'
import { Keys } from './keys-hint.tsx'

export type MenuCommands = readonly { id: CommandId; Icon: TablerIcon }[]

type Props = { label: string; Icon: TablerIcon; size?: number; commands: MenuCommands }

/** Commands that have keys, for the mouse. */
export function CommandMenu({ label, Icon, size = 15, commands }: Props) {
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon size={24} aria-label={label} title={label}>
          <Icon size={size} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <CommandItems commands={commands} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The same within another menu. */
export function CommandItems({ commands }: { commands: MenuCommands }) {
  const { t } = useTranslation()
  const { keys } = useScreen()
  return commands.map(({ id, Icon }) => (
    <Menu.Item
      key={id}
      leftSection={<Icon size={15} stroke={1.8} aria-hidden />}
      rightSection={<Keys id={id} />}
      onClick={() => keys.run(id)}
    >
      {t(`keys.command.${id}`)}
    </Menu.Item>
  ))
}
