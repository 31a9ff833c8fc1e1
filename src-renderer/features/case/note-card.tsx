import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconClockUp, IconLock, IconSend, IconWorld } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Time } from '../../components/time.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import { NoteText } from './note-text.tsx'
import classes from './thread.module.css'

type Note = Extract<ThreadItem, { type: 'note' }>

/** One message. Public and internal ones differ by colour, icon and label. */
export const NoteCard = memo(function NoteCard({ note }: { note: Note }) {
  const { t } = useTranslation()
  const internal = note.visibility === 'internal'
  const author = note.authorName ?? t(note.authorKind === 'system' ? 'thread.system' : 'thread.unknownAuthor')
  const kind = internal ? 'internal' : note.authorKind === 'customer' ? 'customer' : 'agent'

  return (
    <article className={classes.note} data-kind={kind} aria-label={`${author}, ${audienceLabel()}`}>
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
        {note.sending && <Sending sending={note.sending} />}
        <Time at={note.createdAt} className={classes.time} />
      </header>
      <NoteText text={note.body} />
    </article>
  )

  function audienceLabel() {
    return internal ? t('thread.internal') : kind === 'customer' ? t('thread.customer') : t('thread.public')
  }
})

function Sending({ sending }: { sending: NonNullable<Note['sending']> }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  switch (sending.state) {
    case 'waiting':
      return (
        <span className={classes.sending} data-state="waiting">
          <IconClockUp size={13} stroke={2} aria-hidden />
          {t('thread.waiting')}
        </span>
      )
    case 'sending':
      return (
        <span className={classes.sending} data-state="sending">
          <IconSend size={13} stroke={2} aria-hidden />
          {t('thread.sending')}
        </span>
      )
    case 'rejected':
    case 'quarantined':
      return (
        <UnstyledButton className={classes.sending} data-state="rejected" onClick={() => navigation.go('sync')}>
          <IconAlertTriangle size={13} stroke={2} aria-hidden />
          {t(`thread.${sending.state}`)} · {t('thread.openSync')}
        </UnstyledButton>
      )
    default:
      return assertNever(sending.state)
  }
}
