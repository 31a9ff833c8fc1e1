import { Modal } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import palette from '../app/keys/palette.module.css'
import { foldText } from './fold-text.ts'
import classes from './pick-dialog.module.css'

export type Pick = { id: string; name: string; icon?: ReactNode; note?: string | undefined }

type Props = {
  title: string
  picks: readonly Pick[]
  onPick: (id: string) => void
  onClose: () => void
  /** Below the list, of the pick that is marked. */
  preview?: (id: string) => ReactNode
  /** When there is nothing to pick at all. */
  none?: string
}

const LIST_ID = 'pick-list'

/** One of some, found by its name: typing narrows, arrows choose, Enter takes. */
export function PickDialog({ title, picks, onPick, onClose, preview, none }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const wanted = foldText(text)
  const found = picks.filter(({ name, note }) => foldText(`${name} ${note ?? ''}`).includes(wanted))
  const at = Math.min(active, Math.max(found.length - 1, 0))
  const chosen = found[at]

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && chosen) onPick(chosen.id)
    else return
    event.preventDefault()
  }

  return (
    <Modal.Root opened lockScroll={false} onClose={onClose} size={460} yOffset="12vh" padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <input
          data-autofocus
          className={palette.input}
          role="combobox"
          aria-expanded
          aria-controls={LIST_ID}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `pick-${at}` : undefined}
          aria-label={title}
          placeholder={title}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div id={LIST_ID} ref={box} className={palette.list} role="listbox" aria-label={title}>
          {found.map(({ id, name, icon, note }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            <div
              key={id}
              id={`pick-${index}`}
              className={palette.option}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setActive(index)}
              onClick={() => onPick(id)}
            >
              <span className={classes.pick}>
                {icon}
                <span className={classes.name}>{name}</span>
                {note && <span className={classes.note}>{note}</span>}
              </span>
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p className={palette.none}>{picks.length === 0 && none ? none : t('pick.none', { text })}</p>
        )}
        {chosen && preview?.(chosen.id)}
      </Modal.Content>
    </Modal.Root>
  )
}
