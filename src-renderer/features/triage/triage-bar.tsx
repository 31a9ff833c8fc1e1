import { Button } from '@mantine/core'
import { IconArrowLeft, IconPlayerTrackNext, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCommand } from '../../app/keys/use-keys.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import classes from './triage.module.css'
import { counted, type Triage } from './triage.ts'
import { useTriage } from './use-triage.ts'

/** Where one is in a list that is gone through case by case: what is left, what was done, and the ways on. */
export function TriageBar({ now }: { now: Triage }) {
  const { t } = useTranslation()
  const { triage, focus, selection } = useScreen()
  const steps = useTriage()
  const openId = useStore(selection, (state) => state.openId)
  const acted = useStore(triage, (state) => state.acted)
  const seen = useRef(acted.count)
  const { left, done, skipped } = counted(now)
  const isElsewhere = now.currentId !== null && openId !== now.currentId

  useEffect(() => {
    if (acted.count === seen.current) return
    seen.current = acted.count
    if (acted.caseId === now.currentId) steps.goOn('done')
  }, [acted, now.currentId, steps])

  useCommand('triage.skip', () => steps.goOn('skipped'))
  useCommand('triage.back', () => steps.back())
  useCommand('triage.leave', () => steps.leave())
  useCommand('case.back', () => focus.setState({ wish: { target: 'pane' } }))

  return (
    <section className={classes.bar} aria-label={t('triage.label')}>
      <h1 className={classes.name}>{t('triage.title', { name: now.name })}</h1>
      <p className={classes.counts} role="status">
        {t('triage.left', { count: left })} · {t('triage.done', { count: done })}
        {skipped > 0 && <> · {t('triage.skipped', { count: skipped })}</>}
      </p>
      <div className={classes.buttons}>
        {isElsewhere && (
          <Button size="compact-sm" onClick={() => selection.setState({ openId: now.currentId, cursor: null })}>
            {t('triage.resume')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          disabled={now.past.length === 0}
          leftSection={<IconArrowLeft size={14} stroke={2} aria-hidden />}
          rightSection={<ButtonKeys id="triage.back" />}
          onClick={steps.back}
        >
          {t('triage.back')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={now.currentId === null}
          leftSection={<IconPlayerTrackNext size={14} stroke={2} aria-hidden />}
          rightSection={<ButtonKeys id="triage.skip" />}
          onClick={() => steps.goOn('skipped')}
        >
          {t('triage.skip')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={14} stroke={2} aria-hidden />}
          rightSection={<ButtonKeys id="triage.leave" />}
          onClick={steps.leave}
        >
          {t('triage.leave')}
        </Button>
      </div>
    </section>
  )
}
