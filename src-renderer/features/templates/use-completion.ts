import { type KeyboardEvent, useId, useState } from 'react'
import { typedShortcut } from '#shared/domain/template.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { exactTemplate, offeredTemplates } from './templates.ts'

type Options = {
  templates: readonly TemplateView[]
  body: string
  onChoose: (template: TemplateView, range: { from: number; to: number }) => void
}

const NONE: readonly TemplateView[] = []

/** The list of templates under a `;shortcut` that is being typed. */
export function useCompletion({ templates, body, onChoose }: Options) {
  const listId = useId()
  const [caret, setCaret] = useState<number | null>(null)
  const [active, setActive] = useState({ key: '', at: 0, moved: false })
  /** Where a shortcut begins whose list was closed by Escape. */
  const [closed, setClosed] = useState<number | null>(null)
  const typed = caret === null ? null : typedShortcut(body, caret)
  const options = typed && typed.from !== closed ? offeredTemplates(templates, typed.key) : NONE
  const mine = typed !== null && active.key === typed.key
  const at = mine ? Math.min(active.at, options.length - 1) : 0
  const opened = typed !== null && options.length > 0

  function choose(template: TemplateView | undefined) {
    if (!typed || !template || caret === null) return
    onChoose(template, { from: typed.from, to: caret })
    setCaret(null)
  }

  function step(by: number) {
    if (typed) setActive({ key: typed.key, at: (at + by + options.length) % options.length, moved: true })
  }

  /** True when the key was for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!opened || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
    const meant = typed.key !== '' || (mine && active.moved)
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Escape') setClosed(typed.from)
    else if (event.key === ' ') {
      const exact = exactTemplate(templates, typed.key)
      if (!exact) return false
      choose(exact)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && meant && !event.shiftKey) choose(options[at])
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
      const now = collapsed ? typedShortcut(field.value, field.selectionStart) : null
      if (now?.from !== closed) setClosed(null)
    },
    leave: () => setCaret(null),
  }
}
export type Completion = ReturnType<typeof useCompletion>
