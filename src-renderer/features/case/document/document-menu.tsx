import { IconCopy, IconLink, IconLock, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CommandMenu } from '../../../components/command-menu.tsx'

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
  return <CommandMenu label={t('document.menu')} Icon={IconPrinter} commands={COMMANDS} />
}
