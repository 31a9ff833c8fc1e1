import { IconClockUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Hint } from '../../components/hint.tsx'

/** Beside a field whose new value has not reached the portal yet. */
export function PendingMark({ size = 14, className }: { size?: number; className: string | undefined }) {
  const { t } = useTranslation()
  const label = t('case.pendingField')
  return (
    <Hint label={label}>
      <IconClockUp size={size} stroke={2} className={className} aria-label={label} />
    </Hint>
  )
}
