import { IconFileTypePdf, IconPrinter, IconTag, IconTool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CommandItems, CommandMenu } from '../../components/command-menu.tsx'

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
  return <CommandMenu label={label} Icon={IconPrinter} commands={COMMANDS} />
}

/** The same within another menu; `RmaPrinting` of the page knows which RMA is meant. */
export function RmaPrintItems() {
  return <CommandItems commands={COMMANDS} />
}
