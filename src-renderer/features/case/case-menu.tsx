import { IconArrowsSplit2, IconDots, IconGitMerge, IconHistory, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CommandMenu } from '../../components/command-menu.tsx'

const COMMANDS = [
  { id: 'case.history', Icon: IconHistory },
  { id: 'case.merge', Icon: IconGitMerge },
  { id: 'case.link', Icon: IconLink },
  { id: 'case.split', Icon: IconArrowsSplit2 },
] as const

/** What is done with the whole case and not every day, for the mouse. */
export function CaseMenu() {
  const { t } = useTranslation()
  return <CommandMenu label={t('case.more')} Icon={IconDots} size={16} commands={COMMANDS} />
}
