import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import page from '../../components/page.module.css'
import { useDesk } from '../../rpc/desk.tsx'
import { KnownCase, type LinkSaid } from './known-case.tsx'
import classes from './new-case.module.css'

const TYPING_MS = 250

type Props = {
  contactId: string
  title: string
  serialNumber: string
  /** What was entered goes into that one instead. */
  onNote: (other: CaseSummary) => void
  /** The new one is saved, linked with it. */
  onLink: (other: CaseSummary, link: LinkSaid) => void
  /** The keys leave the list without having done anything. */
  onLeave: () => void
}

/** Before a case is entered a second time: those of the same company that look like it, or of the same device. */
export function KnownCases({ contactId, title, serialNumber, onNote, onLink, onLeave }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const list = useRef<HTMLUListElement>(null)
  const [reachedId, setReachedId] = useState<string | null>(null)
  const [wanted] = useDebouncedValue(`${title.trim()}\n${serialNumber.trim()}`, TYPING_MS)
  const [words = '', serial = ''] = wanted.split('\n')
  const enabled = words.length > 3 || serial.length > 3
  const { data } = useQuery(
    queries.relations.duplicatesOfNew.queryOptions({
      input: { contactId, title: words.slice(0, 1000), serialNumber: serial.slice(0, 200) || null },
      enabled,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  const known = enabled ? (data ?? []) : []
  const reached = known.find(({ id }) => id === reachedId)
  const opening = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-known]') ?? [])]
  useCommand('newCase.similar', () => opening()[0]?.focus(), known.length > 0)
  // Letters, as everywhere; while one of the cases has the focus there is no field that they could be meant for.
  useCommand('newCase.note', () => reached && onNote(reached), reached !== undefined)
  useCommand('newCase.related', () => reached && onLink(reached, 'relates_to'), reached !== undefined)
  useCommand('newCase.duplicate', () => reached && onLink(reached, 'duplicate_of'), reached !== undefined)
  if (known.length === 0) return null

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    const all = opening()
    const at = known.findIndex(({ id }) => id === reachedId)
    if (event.key === 'ArrowDown') all[Math.min(at + 1, all.length - 1)]?.focus()
    else if (event.key === 'ArrowUp') all[Math.max(at - 1, 0)]?.focus()
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
  }

  const heading = t('relations.newDuplicates')
  return (
    <section className={page.card} aria-label={heading}>
      <p role="status" className="visually-hidden">
        {heading}: {known.length}
      </p>
      <div className={classes.knownHead}>
        <h2 className={page.heading}>{heading}</h2>
        <Keys id="newCase.similar" />
      </div>
      <p className={classes.knownHint}>{t('relations.newDuplicatesHint')}</p>
      <ul
        ref={list}
        className={classes.known}
        onKeyDown={onKeyDown}
        onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setReachedId(null)}
      >
        {known.map((other) => (
          <KnownCase
            key={other.id}
            other={other}
            reached={other.id === reachedId}
            onReach={() => setReachedId(other.id)}
            onNote={() => onNote(other)}
            onLink={(link) => onLink(other, link)}
          />
        ))}
      </ul>
    </section>
  )
}
