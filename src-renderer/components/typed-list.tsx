import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useState } from 'react'
import classes from './typed-list.module.css'

type Typed = { from: number; key: string }

type Options<Item> = {
  body: string
  /** What is being typed in front of the caret, and where it begins; null: nothing that a list belongs to. */
  typedAt(text: string, caret: number): Typed | null
  offered(key: string): readonly Item[]
  onChoose(item: Item, range: { from: number; to: number }): void
  /** With nothing typed yet, Enter and Tab stay the field's until somebody moves in the list. */
  shy?: boolean
  /** What a space ends and chooses. */
  exact?: (key: string) => Item | undefined
}

/** A list under what is being typed in a text field, which keeps the focus. */
export function useTypedList<Item>({ body, typedAt, offered, onChoose, shy = false, exact }: Options<Item>) {
  const listId = useId()
  const [caret, setCaret] = useState<number | null>(null)
  const [active, setActive] = useState({ key: '', at: 0, moved: false })
  /** Where the words begin whose list was closed. */
  const [closed, setClosed] = useState<number | null>(null)
  const typed = caret === null ? null : typedAt(body, caret)
  const options = typed && typed.from !== closed ? offered(typed.key) : []
  const opened = typed !== null && options.length > 0
  const isActive = typed !== null && active.key === typed.key
  const at = isActive ? Math.min(active.at, options.length - 1) : 0

  function choose(item: Item | undefined) {
    if (item === undefined || !typed || caret === null) return
    onChoose(item, { from: typed.from, to: caret })
    // What was put in may look like the beginning of another.
    setClosed(typed.from)
  }

  function step(by: number) {
    if (typed) setActive({ key: typed.key, at: (at + by + options.length) % options.length, moved: true })
  }

  /** True when the key was for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!opened || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
    const isMeant = !shy || typed.key !== '' || (isActive && active.moved)
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Escape') setClosed(typed.from)
    else if (event.key === ' ' && exact?.(typed.key) !== undefined) choose(exact(typed.key))
    else if ((event.key === 'Enter' || event.key === 'Tab') && isMeant && !event.shiftKey) choose(options[at])
    else return false
    event.preventDefault()
    return true
  }

  return {
    opened,
    options,
    at,
    listId,
    optionId: (index: number) => `${listId}-${index}`,
    choose,
    mark: (index: number) => typed && setActive({ key: typed.key, at: index, moved: true }),
    onKeyDown,
    /** After every change of the field's words or caret. */
    follow(field: HTMLTextAreaElement) {
      const collapsed = field.selectionStart === field.selectionEnd
      setCaret(collapsed ? field.selectionStart : null)
      const now = collapsed ? typedAt(field.value, field.selectionStart) : null
      if (now?.from !== closed) setClosed(null)
    },
    leave: () => setCaret(null),
    fieldProps: {
      'aria-autocomplete': 'list' as const,
      'aria-controls': opened ? listId : undefined,
      'aria-activedescendant': opened ? `${listId}-${at}` : undefined,
    },
  }
}

type Props<Item> = {
  list: ReturnType<typeof useTypedList<Item>>
  label: string
  children(item: Item): ReactNode
}

/** Above the field whose words it completes. */
export function TypedList<Item extends { id: string }>({ list, label, children }: Props<Item>) {
  if (!list.opened) return null
  // By keyboard the field itself chooses.
  const option = (item: Item, at: number) => ({
    id: list.optionId(at),
    className: classes.option,
    role: 'option' as const,
    tabIndex: -1,
    'aria-selected': at === list.at,
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
    onMouseMove: () => at !== list.at && list.mark(at),
    onClick: () => list.choose(item),
  })
  return (
    <div id={list.listId} className={classes.list} role="listbox" aria-label={label}>
      {list.options.map((item, at) => (
        <div key={item.id} {...option(item, at)}>
          {children(item)}
        </div>
      ))}
    </div>
  )
}
