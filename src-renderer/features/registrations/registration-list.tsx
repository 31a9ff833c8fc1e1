import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import type { Group } from './approvals.ts'
import { RegistrationRow, registrationElementId } from './registration-row.tsx'
import classes from './registrations.module.css'

type Props = {
  groups: readonly { group: Group; of: readonly RegistrationView[] }[]
  currentId: string | null
  selected: readonly string[]
  onOpen: (id: string) => void
  onToggle: (id: string) => void
  onStep: (delta: number) => void
  onSelectAll: () => void
}

/** Those that wait first, under headings. Its keys move and mark; the others act wherever the focus is. */
export function RegistrationList({ groups, currentId, selected, onOpen, onToggle, onStep, onSelectAll }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const count = groups.reduce((sum, { of }) => sum + of.length, 0)
  const marked = new Set(selected)
  let position = 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: another current entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' })
  }, [currentId])
  useEffect(() => box.current?.focus({ preventScroll: true }), [])

  function onKeyDown(event: KeyboardEvent) {
    if (event.shiftKey || event.altKey) return
    const command = event.ctrlKey || event.metaKey
    if (event.key === 'ArrowDown' && !command) onStep(1)
    else if (event.key === 'ArrowUp' && !command) onStep(-1)
    else if (event.key === 'Home' && !command) onStep(-count)
    else if (event.key === 'End' && !command) onStep(count)
    else if (event.key === ' ' && currentId !== null) onToggle(currentId)
    else if (command && event.key.toLowerCase() === 'a') onSelectAll()
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={box}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={t('registrations.list')}
      aria-multiselectable
      aria-activedescendant={currentId === null ? undefined : registrationElementId(currentId)}
      onKeyDown={onKeyDown}
    >
      {groups.map(({ group, of }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
        <div key={group} role="group" aria-label={t(`registrations.group.${group}`)}>
          <div className={classes.groupName} aria-hidden>
            {t(`registrations.group.${group}`)} <span className={classes.groupCount}>{of.length}</span>
          </div>
          {of.map((registration) => {
            position++
            return (
              <RegistrationRow
                key={registration.id}
                registration={registration}
                current={registration.id === currentId}
                marked={marked.has(registration.id)}
                markable={group !== 'decided'}
                position={position}
                count={count}
                onOpen={onOpen}
                onToggle={onToggle}
              />
            )
          })}
        </div>
      ))}
    </div>
  )
}
