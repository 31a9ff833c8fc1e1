import { Button } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/empty.tsx'
import { counted, type Triage } from './triage.ts'
import { useTriage } from './use-triage.ts'

/** Nothing is left: what was done, and what could be done still. */
export function TriageEnd({ now }: { now: Triage }) {
  const { t } = useTranslation()
  const steps = useTriage()
  const { done, skipped } = counted(now)
  return (
    <Empty
      icon={<IconMoodSmile size={24} stroke={1.6} />}
      title={t('triage.endTitle')}
      advice={[
        t('triage.done', { count: done }),
        ...(skipped > 0 ? [t('triage.skipped', { count: skipped })] : []),
      ].join(' · ')}
    >
      {skipped > 0 && (
        <Button variant="default" onClick={steps.again}>
          {t('triage.again')}
        </Button>
      )}
      <Button data-autofocus onClick={steps.leave} ref={takeFocus}>
        {t('triage.toList')}
      </Button>
    </Empty>
  )
}

function takeFocus(button: HTMLButtonElement | null) {
  button?.focus({ preventScroll: true })
}
