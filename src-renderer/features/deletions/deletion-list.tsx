import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DeletionRequestView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { useScreen } from '../../stores/screen.ts'
import { nameOf } from '../customers/customers.ts'
import classes from '../registrations/registrations.module.css'
import { DeletionState } from './deletion-state.tsx'
import own from './deletions.module.css'
import { daysSince } from './deletions.ts'

type Props = {
  requests: readonly DeletionRequestView[]
  currentId: string
  onShow: (contactId: string) => void
  onOpen: () => void
  onStep: (delta: number) => void
}

const elementId = (contactId: string) => `deletion-${contactId}`

/** Those that wait longest first. Its keys move; Enter opens the card of the current one. */
export function DeletionList({ requests, currentId, onShow, onOpen, onStep }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another current entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  function onKeyDown(event: KeyboardEvent) {
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'ArrowDown') onStep(1)
    else if (event.key === 'ArrowUp') onStep(-1)
    else if (event.key === 'Home') onStep(-requests.length)
    else if (event.key === 'End') onStep(requests.length)
    else if (event.key === 'Enter') onOpen()
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={box}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={t('deletions.list')}
      aria-activedescendant={elementId(currentId)}
      onKeyDown={onKeyDown}
    >
      {requests.map((request, at) => (
        <Row
          key={request.contact.id}
          request={request}
          current={request.contact.id === currentId}
          position={at + 1}
          count={requests.length}
          onShow={onShow}
          onOpen={onOpen}
        />
      ))}
    </div>
  )
}

type RowProps = Pick<Props, 'onShow' | 'onOpen'> & {
  request: DeletionRequestView
  current: boolean
  position: number
  count: number
}

/** Two lines: who, and for how long it waits; from where. */
function Row({ request, current, position, count, onShow, onOpen }: RowProps) {
  const { t } = useTranslation()
  const { clock } = useScreen()
  const now = useStore(clock, (state) => state.now)
  const { contact, accountName, pending } = request
  const name = nameOf(contact)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys; an option has only the pointer
    <div
      id={elementId(contact.id)}
      className={classes.entry}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      aria-posinset={position}
      aria-setsize={count}
      data-current={current || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true })
        onShow(contact.id)
      }}
      onDoubleClick={onOpen}
    >
      <Avatar name={name} size={28} />
      <span className={classes.entryText}>
        <span className={classes.entryLine}>
          <span className={classes.entryName}>{name}</span>
          {pending === null ? (
            <span className={classes.time}>
              {t('deletions.days', { count: daysSince(contact.deletionRequestedAt ?? now, now) })}
            </span>
          ) : (
            <DeletionState pending={pending} />
          )}
        </span>
        <span className={classes.entryLine}>
          <span className={classes.company}>{accountName}</span>
          <span className={own.email}>{contact.email}</span>
        </span>
      </span>
    </div>
  )
}
