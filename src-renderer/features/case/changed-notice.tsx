import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../components/use-format.tsx'
import classes from './composer.module.css'

type Note = Extract<ThreadItem, { type: 'note' }>

/** Somebody wrote in the case while the agent was writing: seen before the reply leaves. */
export function ChangedNotice({ notes, onSeen }: { notes: readonly Note[]; onSeen: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const newest = notes[notes.length - 1]!
  return (
    <Notice
      tone="waiting"
      title={t('composer.changed', { count: notes.length })}
      actions={
        <Button variant="default" size="compact-xs" onClick={onSeen}>
          {t('composer.changedSeen')}
        </Button>
      }
    >
      <span className={classes.changedBy}>
        {t('composer.changedBy', {
          author: newest.authorName ?? t('thread.unknownAuthor'),
          time: format.clock(newest.createdAt),
        })}
      </span>
      <span className={classes.changedText}>{newest.body}</span>
    </Notice>
  )
}
