import { CloseButton } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useAwaitedEnter } from '../../components/use-awaited-enter.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './search.module.css'
import { SearchResults } from './search-results.tsx'
import { useSearch } from './use-search.ts'

const LIST_ID = 'search-results'

/** The one search box: hits as one types, arrows and Enter open. */
export function SearchBox() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { focus } = useScreen()
  const [text, setText] = useState('')
  const [opened, setOpened] = useState(false)
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const area = useClickOutside(() => setOpened(false))
  const { found: hits, error, stale, searchedFor } = useSearch(text)
  const shown = opened && text.trim().length > 0
  const count = hits?.length ?? 0

  useCommand('app.search', () => {
    input.current?.focus()
    input.current?.select()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: new words start at the first hit
  useEffect(() => setActive(0), [searchedFor])

  function open(at: number) {
    const found = hits?.[at]
    if (!found) return
    setOpened(false)
    if (found.rma) navigation.openRma(found.id)
    else navigation.openCase(found.id)
  }

  const awaitedEnter = useAwaitedEnter(!shown || !stale, () => shown && open(active))

  function onKeyDown(event: KeyboardEvent) {
    switch (event.key) {
      case 'ArrowDown':
        event.preventDefault()
        setOpened(true)
        setActive((at) => Math.min(at + 1, Math.max(count - 1, 0)))
        break
      case 'ArrowUp':
        event.preventDefault()
        setActive((at) => Math.max(at - 1, 0))
        break
      case 'Enter':
        event.preventDefault()
        if (shown) open(active)
        break
      case 'Escape':
        event.preventDefault()
        if (shown) setOpened(false)
        else {
          setText('')
          input.current?.blur()
          focus.setState({ wish: { target: 'list' } })
        }
        break
    }
  }

  return (
    <search className={classes.search} ref={area}>
      <div className={classes.box}>
        <IconSearch size={16} stroke={1.9} aria-hidden className={classes.icon} />
        <input
          ref={input}
          className={classes.input}
          type="text"
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={shown}
          aria-controls={LIST_ID}
          aria-autocomplete="list"
          aria-activedescendant={shown && hits?.[active] ? `hit-${hits[active].id}` : undefined}
          placeholder={t('search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setOpened(true)
          }}
          onFocus={() => setOpened(true)}
          onBlur={(event) => {
            if (!area.current?.contains(event.relatedTarget)) setOpened(false)
          }}
          onKeyDown={onKeyDown}
          {...awaitedEnter}
        />
        {text ? (
          <CloseButton
            size="sm"
            aria-label={t('list.clearFilters')}
            onClick={() => {
              setText('')
              input.current?.focus()
            }}
          />
        ) : (
          <span className={classes.keys} aria-hidden>
            <Keys id="app.search" />
          </span>
        )}
      </div>
      <SearchResults
        id={LIST_ID}
        shown={shown}
        text={searchedFor}
        hits={hits}
        error={error}
        active={active}
        stale={stale}
        onPoint={setActive}
        onOpen={open}
      />
    </search>
  )
}
