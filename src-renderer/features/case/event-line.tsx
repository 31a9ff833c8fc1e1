import { IconArrowRight, IconUserShare } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import classes from './thread.module.css'

type Event = Extract<ThreadItem, { type: 'event' }>

/** A change of status or owner: one small line between the messages. */
export const EventLine = memo(function EventLine({ event }: { event: Event }) {
  const { t } = useTranslation()
  const Icon = event.field === 'status' ? IconArrowRight : IconUserShare
  return (
    <p className={classes.event}>
      <Icon size={13} stroke={2} aria-hidden />
      <span>{sentence(event, t)}</span>
      <Time at={event.createdAt} className={classes.time} />
    </p>
  )
})

function sentence(event: Event, t: TFunction): string {
  const author = event.authorName ?? t(event.authorKind === 'customer' ? 'thread.customer' : 'thread.system')
  const { from, to } = event
  if (event.field === 'ownerId') {
    if (to === null) return t('thread.event.ownerCleared', { author, from: from ?? t('list.unowned') })
    return from === null ? t('thread.event.owner', { author, to }) : t('thread.event.ownerFrom', { author, from, to })
  }
  const word = (status: string | null) => (isStatus(status) ? t(`status.${status}`) : (status ?? ''))
  return from === null
    ? t('thread.event.statusSet', { author, to: word(to) })
    : t('thread.event.status', { author, from: word(from), to: word(to) })
}

function isStatus(value: string | null): value is CaseStatus {
  return CASE_STATUSES.some((status) => status === value)
}
