import { ActionIcon, CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconBookmarkPlus, IconFilter } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proposal } from '#shared/domain/filter/index.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Hint } from '../../components/hint.tsx'
import { Keys } from '../../components/keys-hint.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { NO_FILTERS } from '../queue/filters.ts'
import { FilterOptions } from './filter-options.tsx'
import { faultToTell, fieldInTheMaking, useCompletion, useFilterField } from './use-filter-field.ts'
import classes from './views.module.css'

/** The list's filter as text, with what could stand at the caret below it. */
export function FilterField() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { focus } = useScreen()
  const { text, change, faults, applyNow, language } = useFilterField()
  const [caret, setCaret] = useState<number | null>(null)
  const [opened, setOpened] = useState(false)
  const [told, setTold] = useState(false)
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const place = useRef<number | null>(null)
  const id = useId()
  const { from, to, proposals } = useCompletion(text, caret ?? text.length, language)
  const shown = opened && caret !== null && proposals.length > 0
  const chosen = Math.min(active, proposals.length - 1)
  const fault = faultToTell(faults, told ? null : caret)

  useCommand('list.filter', () => {
    // Whoever was on the way to the list has changed their mind.
    focus.setState({ wish: null })
    input.current?.focus()
    input.current?.select()
    setOpened(true)
  })
  useCommand('list.saveView', () => navigation.saveView())
  useCommand('list.clearFilter', () => clear())

  // After a proposal was taken the caret stands behind it.
  useEffect(() => {
    if (place.current === null) return
    input.current?.setSelectionRange(place.current, place.current)
    place.current = null
  })

  function type(next: string, at: number) {
    change(next, fieldInTheMaking(next, at, language))
    setCaret(at)
    setActive(-1)
    setOpened(true)
    setTold(false)
  }

  function take(proposal: Proposal) {
    const next = text.slice(0, from) + proposal.insert + text.slice(to)
    place.current = from + proposal.insert.length
    type(next, place.current)
  }

  function clear() {
    change('')
    navigation.setQuery(NO_FILTERS)
    setTold(false)
    setCaret(input.current === document.activeElement ? 0 : null)
  }

  function leave() {
    applyNow()
    focus.setState({ wish: { target: 'list' } })
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event
    const proposal = proposals[Math.max(chosen, 0)]
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setOpened(true)
      const step = key === 'ArrowDown' ? 1 : -1
      if (proposals.length > 0) setActive(Math.max(-1, Math.min(chosen + step, proposals.length - 1)))
    } else if (key === 'Enter') {
      if (shown && chosen >= 0 && proposal) take(proposal)
      else if (faults.length > 0) setTold(true)
      else leave()
    } else if (key === 'Tab' && !event.shiftKey && shown && proposal && to > from) take(proposal)
    else if (key === 'Escape') {
      if (shown) setOpened(false)
      else leave()
    } else return
    event.preventDefault()
  }

  const follow = () => setCaret(input.current?.selectionStart ?? null)
  return (
    <div className={classes.field}>
      <div className={classes.box} data-wrong={fault ? true : undefined} data-on={text !== '' || undefined}>
        <IconFilter size={15} stroke={1.8} aria-hidden className={classes.fieldIcon} />
        <input
          ref={input}
          className={classes.input}
          type="text"
          role="combobox"
          aria-label={t('list.filter')}
          aria-expanded={shown}
          aria-controls={`${id}-options`}
          aria-autocomplete="list"
          aria-activedescendant={shown && chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
          placeholder={t('list.filterExample')}
          autoComplete="off"
          spellCheck={false}
          maxLength={1_000}
          value={text}
          onChange={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)}
          onSelect={follow}
          onFocus={follow}
          onBlur={() => {
            applyNow()
            setCaret(null)
            setOpened(false)
          }}
          onKeyDown={onKeyDown}
        />
        {text === '' ? (
          <span aria-hidden>
            <Keys id="list.filter" />
          </span>
        ) : (
          <CloseButton size="sm" aria-label={t('list.clearFilters')} onClick={clear} />
        )}
        <Hint id="list.saveView">
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('keys.command.list.saveView')}
            onClick={() => navigation.saveView()}
          >
            <IconBookmarkPlus size={16} stroke={1.8} aria-hidden />
          </ActionIcon>
        </Hint>
      </div>
      {shown && <FilterOptions id={id} proposals={proposals} chosen={chosen} onPoint={setActive} onTake={take} />}
      <div aria-live="polite">
        {fault && (
          <p className={classes.fault} id={`${id}-fault`}>
            <IconAlertTriangle size={14} stroke={2} aria-hidden />
            <span>{t(`filter.fault.${fault.code}`, { what: fault.what, place: fault.from + 1 })}</span>
          </p>
        )}
      </div>
    </div>
  )
}
