import { IconLock, IconWorld } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { caseName } from '../../components/case-number.ts'
import { Time } from '../../components/time.tsx'
import { AttachmentList } from '../files/attachment-list.tsx'
import { NoteSending } from './note-sending.tsx'
import { NoteText } from './note-text.tsx'
import classes from './thread.module.css'

type Note = Extract<ThreadItem, { type: 'note' }>

export function noteElementId(noteId: string): string {
  return `note-${noteId}`
}

/** One message. Public and internal ones differ by colour, icon and label. */
export const NoteCard = memo(function NoteCard({ note }: { note: Note }) {
  const { t } = useTranslation()
  const internal = note.visibility === 'internal'
  const author = note.authorName ?? t(note.authorKind === 'system' ? 'thread.system' : 'thread.unknownAuthor')
  const kind = internal ? 'internal' : note.authorKind === 'customer' ? 'customer' : 'agent'

  return (
    <article
      id={noteElementId(note.id)}
      className={classes.note}
      tabIndex={-1}
      data-kind={kind}
      aria-label={`${author}, ${audienceLabel()}`}
    >
      <header className={classes.noteHead}>
        <Avatar name={note.authorName} size={22} />
        <span className={classes.author}>{author}</span>
        {note.mine && <span className={classes.dim}>({t('thread.you').toLowerCase()})</span>}
        <span className={classes.audience}>
          {internal ? (
            <IconLock size={13} stroke={2} aria-hidden />
          ) : kind === 'agent' ? (
            <IconWorld size={13} stroke={2} aria-hidden />
          ) : null}
          {audienceLabel()}
        </span>
        {note.origin && (
          <span className={classes.dim}>{t('relations.from', { number: caseName(note.origin.caseNumber, t) })}</span>
        )}
        {note.sending && <NoteSending note={note} sending={note.sending} />}
        <Time at={note.createdAt} className={classes.time} />
      </header>
      {note.body && <NoteText text={note.body} mentions={note.mentions} />}
      <AttachmentList attachments={note.attachments} />
    </article>
  )

  function audienceLabel() {
    return internal ? t('thread.internal') : kind === 'customer' ? t('thread.customer') : t('thread.public')
  }
})
