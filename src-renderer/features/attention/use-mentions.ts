import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { typedMention } from '#shared/domain/mention.ts'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { foldText } from '../../components/fold-text.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useAgents } from '../../rpc/reads.ts'
import { insertText } from '../templates/insert-text.ts'

/** As many as can be looked over. */
const SHOWN = 8
const NOBODY: readonly AgentView[] = []

type Options = { detail: CaseDetail; enabled: boolean; body: string; field: RefObject<HTMLTextAreaElement | null> }

/** The list of colleagues under an `@name` that is being typed in an internal note: those who see the case. */
export function useMentions({ detail, enabled, body, field }: Options) {
  const listId = useId()
  const format = useFormat()
  const { data: agents } = useAgents()
  const [caret, setCaret] = useState<number | null>(null)
  const [active, setActive] = useState({ key: '', at: 0 })
  /** Where a name begins whose list was closed. */
  const [closed, setClosed] = useState<number | null>(null)
  const typed = enabled && caret !== null ? typedMention(body, caret) : null
  const options = typed && typed.from !== closed ? offered(typed.key) : NOBODY
  const opened = options.length > 0
  const at = active.key === typed?.key ? Math.min(active.at, options.length - 1) : 0

  function offered(key: string): readonly AgentView[] {
    const wanted = foldText(key).split(' ').filter(Boolean)
    return (agents ?? NOBODY)
      .filter(({ teamIds }) => teamIds.includes(detail.case.teamId))
      .filter(({ name }) =>
        wanted.every((part) =>
          foldText(name)
            .split(' ')
            .some((word) => word.startsWith(part)),
        ),
      )
      .toSorted((a, b) => format.compare(a.name, b.name))
      .slice(0, SHOWN)
  }

  function choose(agent: AgentView | undefined) {
    if (!agent || !typed || caret === null || !field.current) return
    insertText(field.current, `@${agent.name} `, { from: typed.from, to: caret })
    // What was put in is a whole name: the list would offer it again.
    setClosed(typed.from)
  }

  /** True when the key was for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!opened || !typed || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return false
    if (event.key === 'ArrowDown') setActive({ key: typed.key, at: (at + 1) % options.length })
    else if (event.key === 'ArrowUp') setActive({ key: typed.key, at: (at + options.length - 1) % options.length })
    else if (event.key === 'Escape') setClosed(typed.from)
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(options[at])
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
    mark: (index: number) => typed && setActive({ key: typed.key, at: index }),
    onKeyDown,
    /** After every change of the field's words or caret. */
    follow(element: HTMLTextAreaElement) {
      const collapsed = element.selectionStart === element.selectionEnd
      setCaret(collapsed ? element.selectionStart : null)
      const now = collapsed ? typedMention(element.value, element.selectionStart) : null
      if (now?.from !== closed) setClosed(null)
    },
    leave: () => setCaret(null),
  }
}
export type Mentions = ReturnType<typeof useMentions>
