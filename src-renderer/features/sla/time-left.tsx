import {
  IconAlarm,
  IconAlertTriangle,
  IconCheck,
  IconClockHour4,
  IconClockX,
  IconPlayerPause,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SlaStanding } from '#shared/domain/sla.ts'
import { type Tone, ToneChip } from '../../components/tone-chip.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useOpening } from './opening.ts'
import { type SlaWords, slaWords, type Watched } from './sla-words.ts'
import classes from './time-left.module.css'

const ICONS: Record<SlaStanding, typeof IconCheck> = {
  breached: IconAlertTriangle,
  at_risk: IconAlarm,
  running: IconClockHour4,
  paused: IconPlayerPause,
  met: IconCheck,
  late: IconClockX,
}

const TONES: Record<SlaStanding, Tone> = {
  breached: 'danger',
  at_risk: 'waiting',
  running: 'active',
  paused: 'closed',
  met: 'good',
  late: 'closed',
}

/** Drawn again only when the words are others: all of them hang on the screen's one clock. */
function useSlaWords(watched: Watched): SlaWords | null {
  const { t } = useTranslation()
  const format = useFormat()
  const opening = useOpening()
  const { clock } = useScreen()
  const text = useStore(clock, ({ now }) =>
    opening ? JSON.stringify(slaWords(watched, now, opening, { t, format })) : '',
  )
  return text === '' ? null : JSON.parse(text)
}

/** In a row of the list: short, and nothing where nothing is to be done. */
export function RowTimeLeft({ watched }: { watched: Watched }) {
  const words = useSlaWords(watched)
  if (!words || words.brief === '') return null
  const Icon = ICONS[words.standing]
  return (
    <span className={classes.brief} data-standing={words.standing} title={words.full}>
      <Icon size={13} stroke={2} aria-hidden />
      <span aria-hidden>{words.brief}</span>
      <span className="visually-hidden">{words.full}</span>
    </span>
  )
}

export function TimeLeftChip({ watched }: { watched: Watched }) {
  const words = useSlaWords(watched)
  if (!words) return null
  return <ToneChip tone={TONES[words.standing]} Icon={ICONS[words.standing]} word={words.full} />
}
