import type { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './tone-chip.module.css'

export type Tone = 'waiting' | 'active' | 'good' | 'closed' | 'danger'

type Props = {
  tone: Tone
  Icon: typeof IconCheck
  word: string
  /** The word is the agent's own and has not reached the portal yet. */
  pending?: boolean
}

/** How something stands, by colour, icon and word together. */
export function ToneChip({ tone, Icon, word, pending = false }: Props) {
  const { t } = useTranslation()
  return (
    <span className={classes.chip} data-tone={tone} title={pending ? t('case.pendingField') : undefined}>
      <Icon size={13} stroke={2} aria-hidden />
      <span className={classes.word}>{word}</span>
      {pending && <span className="visually-hidden">{t('case.pendingField')}</span>}
    </span>
  )
}
