import { IconArrowsSplit2, IconGitMerge, IconLink } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import { LINK_KINDS } from '#shared/domain/case-links.ts'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import classes from '../case/thread.module.css'

type Event = Extract<ThreadItem, { type: 'event' }>
export const RELATION_FIELDS = ['mergedInto', 'mergedFrom', 'splitInto', 'splitFrom', 'link'] as const
type RelationField = (typeof RELATION_FIELDS)[number]
export type RelationEvent = Event & { field: RelationField }

const ICONS = {
  mergedInto: IconGitMerge,
  mergedFrom: IconGitMerge,
  splitInto: IconArrowsSplit2,
  splitFrom: IconArrowsSplit2,
  link: IconLink,
} as const satisfies Record<RelationField, typeof IconLink>

export function isOfRelation(event: Event): event is RelationEvent {
  return RELATION_FIELDS.some((field) => field === event.field)
}

/** What happened between this case and another one: a small line of the thread. */
export function RelationLine({ event }: { event: RelationEvent }) {
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

function sentence({ field, from, to, ...event }: RelationEvent, t: TFunction): string {
  const author = event.authorName ?? t('thread.system')
  switch (field) {
    case 'mergedInto':
      return to === null
        ? t('relations.event.apartFrom', { author, number: from ?? '' })
        : t('relations.event.mergedInto', { author, number: to })
    case 'mergedFrom':
      return to === null
        ? t('relations.event.tookOut', { author, number: from ?? '' })
        : t('relations.event.mergedFrom', { author, number: to })
    case 'splitInto':
      return t('relations.event.splitInto', { author, number: to ?? '' })
    case 'splitFrom':
      return t('relations.event.splitFrom', { author, number: to ?? '' })
    case 'link':
      return to === null
        ? t('relations.event.unlinked', { author, link: linkWords(from, t) })
        : t('relations.event.linked', { author, link: linkWords(to, t) })
    default:
      return assertNever(field)
  }
}

/** `relates_to CAS-…` in words. */
export function linkWords(value: string | null, t: TFunction): string {
  const [kind = '', number = ''] = (value ?? '').split(' ')
  const known = LINK_KINDS.find((one) => one === kind)
  return known ? `${t(`relations.kind.${known}`)} ${number}` : (value ?? '')
}
