import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconClockUp, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './thread.module.css'
import { useTakeBack } from './undo-send.tsx'

type Note = Extract<ThreadItem, { type: 'note' }>

/** How far a message is that only this machine has, and the way back while there is one. */
export function NoteSending({ note, sending }: { note: Note; sending: NonNullable<Note['sending']> }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  switch (sending.state) {
    case 'waiting':
      return <Waiting note={note} opId={sending.opId} undoUntil={sending.undoUntil} />
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

function Waiting({ note, opId, undoUntil }: { note: Note; opId: string; undoUntil: number | null }) {
  const { t } = useTranslation()
  const { selection, takingBack } = useScreen()
  const isTakenBack = useStore(takingBack, (state) => state[opId] ?? false)
  const caseId = useStore(selection, (state) => state.openId)
  const takeBack = useTakeBack()
  const seconds = useSecondsLeft(undoUntil)
  const mode = note.visibility === 'internal' ? 'note' : 'reply'
  return (
    <>
      <span className={classes.sending} data-state="waiting">
        <IconClockUp size={13} stroke={2} aria-hidden />
        {seconds > 0 ? t('thread.leavesIn', { seconds }) : t('thread.waiting')}
      </span>
      {isTakenBack && (
        <span className={classes.sending} role="status">
          {t('composer.takingBack')}
        </span>
      )}
      {caseId && !isTakenBack && (
        <UnstyledButton className={classes.takeBack} onClick={() => void takeBack({ opId, caseId, mode })}>
          <IconArrowBackUp size={13} stroke={2} aria-hidden />
          {t('composer.undo')}
        </UnstyledButton>
      )}
    </>
  )
}
