import { ActionIcon, Menu } from '@mantine/core'
import { IconFileTypePdf, IconPrinter, IconTag, IconTool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../components/keys-hint.tsx'
import { useScreen } from '../../stores/screen.ts'

const COMMANDS = [
  { id: 'rma.printSlip', Icon: IconPrinter },
  { id: 'rma.printWorkshop', Icon: IconTool },
  { id: 'rma.printLabels', Icon: IconTag },
  { id: 'rma.pdfSlip', Icon: IconFileTypePdf },
  { id: 'rma.pdfWorkshop', Icon: IconFileTypePdf },
  { id: 'rma.pdfLabels', Icon: IconFileTypePdf },
] as const

type Props = {
  /** Says which RMA is meant where the page does not. */
  name?: string
}

/** An RMA on paper, for the mouse. */
export function RmaPrintMenu({ name }: Props) {
  const { t } = useTranslation()
  const label = name === undefined ? t('rmaPrint.menu') : t('rmaPrint.menuOf', { name })
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon size={24} aria-label={label} title={label}>
          <IconPrinter size={15} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <RmaPrintItems />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The same within another menu; `RmaPrinting` of the page knows which RMA is meant. */
export function RmaPrintItems() {
  const { t } = useTranslation()
  const { keys } = useScreen()
  return COMMANDS.map(({ id, Icon }) => (
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
