import { IconAlertTriangle, IconChecks, IconCircleCheck, IconLoader2 } from '@tabler/icons-react'
import type { Signal } from './scanning.ts'

const ICONS = { good: IconCircleCheck, again: IconChecks, bad: IconAlertTriangle }

export function SignalIcon({ signal, size }: { signal: Signal | null; size: number }) {
  const Icon = signal === null ? IconLoader2 : ICONS[signal]
  return <Icon size={size} stroke={1.8} aria-hidden />
}
