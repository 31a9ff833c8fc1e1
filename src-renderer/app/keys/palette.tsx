import { Modal } from '@mantine/core'
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAwaitedEnter } from '../../components/use-awaited-enter.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './palette.module.css'
import { type PaletteOption, useGroupsFound, useGroupsHere } from './palette-groups.tsx'
import { usePaletteHits } from './use-palette-hits.ts'

const LIST_ID = 'palette-list'

/** Everything by typing: commands that work now, templates for the composer, cases, customers and devices. */
export function Palette() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <Modal.Root
      opened
      lockScroll={false}
      onClose={() => navigation.hide('palette')}
      size={620}
      yOffset="12vh"
      padding={0}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.label')}>
        <FieldAndList />
      </Modal.Content>
    </Modal.Root>
  )
}

/** What changes with every key; the dialog around it is not drawn anew. */
function FieldAndList() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const { ask, ...hits } = usePaletteHits()
  const here = useGroupsHere(hits.shownFor)
  const found = useGroupsFound(hits)
  const typed = text.trim()
  const stale = hits.searchedFor !== typed
  const filled = [...here, ...found].filter(({ options }) => options.length > 0)
  const all = filled.flatMap(({ options }) => options)
  const chosen = Math.min(active, Math.max(all.length - 1, 0))
  const ready = hits.shownFor !== typed ? 0 : here.reduce((count, { options }) => count + options.length, 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const run = () => all[chosen]?.run()
  const awaitedEnter = useAwaitedEnter(!stale || chosen < ready, run)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(chosen + 1, all.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(chosen - 1, 0))
    else if (event.key === 'Enter') run()
    else return
    event.preventDefault()
  }

  let from = 0
  return (
    <>
      <input
        ref={borrowFocus}
        data-autofocus
        className={classes.input}
        role="combobox"
        aria-expanded
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={all.length > 0 ? `palette-${chosen}` : undefined}
        aria-label={t('palette.label')}
        placeholder={t('palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => {
          ask(event.currentTarget.value)
          setText(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        {...awaitedEnter}
      />
      <div
        id={LIST_ID}
        ref={box}
        className={classes.list}
        role="listbox"
        aria-label={t('palette.label')}
        aria-busy={stale}
      >
        {filled.map(({ name, Icon, options }) => {
          const first = from
          from += options.length
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
            <div key={name} role="group" aria-label={t(`palette.${name}`)}>
              <div className={classes.group} aria-hidden>
                <Icon size={13} stroke={2} />
                {t(`palette.${name}`)}
              </div>
              {options.map((option, at) => (
                <Line
                  key={option.key}
                  at={first + at}
                  option={option}
                  isChosen={first + at === chosen}
                  onPoint={setActive}
                />
              ))}
            </div>
          )
        })}
      </div>
      {all.length === 0 && text.trim() && !stale && <p className={classes.none}>{t('palette.none', { text })}</p>}
    </>
  )
}

/** At once, or the first letters would be lost while the dialog settles; whatever had the focus gets it back at the end. */
function borrowFocus(input: HTMLInputElement) {
  const before = document.activeElement
  input.focus({ preventScroll: true })
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
  }
}

type LineProps = { at: number; option: PaletteOption; isChosen: boolean; onPoint: (at: number) => void }

/** Draws nothing anew while the option and its place are the same. */
const Line = memo(function Line({ at, option, isChosen, onPoint }: LineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, as in any combobox
    <div
      id={`palette-${at}`}
      role="option"
      tabIndex={-1}
      className={classes.option}
      aria-selected={isChosen}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => onPoint(at)}
      onClick={option.run}
    >
      {option.content}
    </div>
  )
})
