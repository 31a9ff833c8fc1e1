import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../components/use-format.tsx'
import classes from './composer.module.css'
import type { Changed } from './use-changed-meanwhile.ts'

type Props = {
  changed: Changed | null
  /** The words were asked to go and were held back because of it. */
  held: boolean
  onLook: () => void
  onSeen: () => void
  onSendAnyway: () => void
}

/** Somebody wrote in the case while the agent was writing: seen before the words leave. */
export function ChangedNotice({ changed, held, onLook, onSeen, onSendAnyway }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const look = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (held) look.current?.focus()
  }, [held])

  const what =
    changed && changed.notes > 0 ? t('composer.changed', { count: changed.notes }) : t('composer.changedOnly')
  return (
    <Notice
      tone={held ? 'danger' : 'waiting'}
      live={held ? 'alert' : undefined}
      title={held ? t('composer.heldTitle') : what}
      actions={
        <>
          <Button ref={look} variant={held ? 'filled' : 'default'} size="compact-sm" onClick={onLook}>
            {t(held ? 'composer.lookFirst' : 'composer.changedShow')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={held ? onSendAnyway : onSeen}>
            {t(held ? 'composer.sendAnyway' : 'composer.changedSeen')}
          </Button>
        </>
      }
    >
      {held && <span className={classes.changedWhat}>{what}. </span>}
      {changed && (
        <span className={classes.changedBy}>
          {t('composer.changedBy', {
            author: changed.byName ?? t('thread.unknownAuthor'),
            time: format.clock(changed.at),
          })}
        </span>
      )}
      {changed?.text && <span className={classes.changedText}>{changed.text}</span>}
    </Notice>
  )
}
