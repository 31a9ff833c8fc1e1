import { IconAlignLeft, IconArrowRight, IconPencil, IconTool, IconUserShare, IconUsersGroup } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import { RMA_LINE_STATES } from '#shared/domain/rma-line.ts'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import { CASE_FIELDS, type CaseField } from '#shared/portal-api/rows.ts'
import type { EstimateView, ThreadItem } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import { EstimateEvent, estimateIdOf } from '../estimates/estimate-event.tsx'
import { isOfRelation, RelationLine } from '../relations/relation-line.tsx'
import classes from './thread.module.css'

type Event = Extract<ThreadItem, { type: 'event' }>
type FieldEvent = Event & { field: CaseField }
type RmaEvent = Event & { field: 'rma' | 'rmaLine' | 'rmaField' }

const ICONS = {
  status: IconArrowRight,
  ownerId: IconUserShare,
  title: IconPencil,
  description: IconAlignLeft,
  teamId: IconUsersGroup,
} as const satisfies Record<FieldEvent['field'], typeof IconPencil>

type Props = { event: Event; estimates: readonly EstimateView[] }

/** A change of one field: one small line between the messages; an estimate is a card. */
export const EventLine = memo(function EventLine({ event, estimates }: Props) {
  if (isOfField(event)) return <FieldLine event={event} />
  if (isOfRma(event)) return <RmaLine event={event} />
  if (isOfRelation(event)) return <RelationLine event={event} />
  return <EstimateEvent event={event} estimate={estimates.find(({ id }) => id === estimateIdOf(event))} />
})

function isOfField(event: Event): event is FieldEvent {
  return CASE_FIELDS.some((field) => field === event.field)
}

function isOfRma(event: Event): event is RmaEvent {
  return event.field === 'rma' || event.field === 'rmaLine' || event.field === 'rmaField'
}

/** What happened to an RMA or to one of its devices. */
function RmaLine({ event }: { event: RmaEvent }) {
  const { t } = useTranslation()
  return (
    <p className={classes.event}>
      <IconTool size={13} stroke={2} aria-hidden />
      <span>{rmaSentence(event, t)}</span>
      <Time at={event.createdAt} className={classes.time} />
    </p>
  )
}

function rmaSentence({ field, from, to, line, ...event }: RmaEvent, t: TFunction): string {
  const author = event.authorName ?? t(event.authorKind === 'customer' ? 'thread.customer' : 'thread.system')
  const serial = line?.serialNumber ?? t('rma.event.unknownDevice')
  switch (field) {
    case 'rma':
      return t('rma.event.created', { author, number: to ?? '' })
    case 'rmaField':
      return t('rma.event.field', { author, serial, field: line?.field ? t(`rma.field.${line.field}`) : '' })
    case 'rmaLine':
      if (to === null) return t('rma.event.removed', { author, serial: from ?? '' })
      if (from === null) return t('rma.event.added', { author, serial })
      return t('rma.event.step', { author, serial, from: stateWord(from, t), to: stateWord(to, t) })
    default:
      return assertNever(field)
  }
}

function stateWord(value: string, t: TFunction): string {
  const state = RMA_LINE_STATES.find((known) => known === value)
  return state ? t(`rma.line.${state}`) : value
}

function FieldLine({ event }: { event: FieldEvent }) {
  const { t } = useTranslation()
  const Icon = ICONS[event.field]
  return (
    <p className={classes.event}>
      <Icon size={13} stroke={2} aria-hidden />
      <span>{sentence(event, t)}</span>
      <Time at={event.createdAt} className={classes.time} />
    </p>
  )
}

function sentence(event: FieldEvent, t: TFunction): string {
  const author = event.authorName ?? t(event.authorKind === 'customer' ? 'thread.customer' : 'thread.system')
  const { from, to } = event
  switch (event.field) {
    case 'ownerId':
      if (to === null) return t('thread.event.ownerCleared', { author, from: from ?? t('list.unowned') })
      return from === null ? t('thread.event.owner', { author, to }) : t('thread.event.ownerFrom', { author, from, to })
    case 'status':
      return from === null
        ? t('thread.event.statusSet', { author, to: statusWord(to, t) })
        : t('thread.event.status', { author, from: statusWord(from, t), to: statusWord(to, t) })
    case 'title':
      return t('thread.event.title', { author, from: from ?? '', to: to ?? '' })
    case 'description':
      return t('thread.event.description', { author })
    case 'teamId':
      return from === null
        ? t('thread.event.team', { author, to: to ?? '' })
        : t('thread.event.teamFrom', { author, from, to: to ?? '' })
    default:
      return assertNever(event.field)
  }
}

function statusWord(status: string | null, t: TFunction): string {
  return isStatus(status) ? t(`status.${status}`) : (status ?? '')
}

function isStatus(value: string | null): value is CaseStatus {
  return CASE_STATUSES.some((status) => status === value)
}
