import type { RefObject } from 'react'
import { typedMention } from '#shared/domain/mention.ts'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { foldText } from '../../components/fold-text.ts'
import { useTypedList } from '../../components/typed-list.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useAgents } from '../../rpc/reads.ts'
import { insertText } from '../templates/insert-text.ts'

/** As many as can be looked over. */
const SHOWN = 8
const NOBODY: readonly AgentView[] = []

type Options = { detail: CaseDetail; enabled: boolean; body: string; field: RefObject<HTMLTextAreaElement | null> }

/** The list of colleagues under an `@name` that is being typed in an internal note: those who see the case. */
export function useMentions({ detail, enabled, body, field }: Options) {
  const format = useFormat()
  const agents = useAgents().data ?? NOBODY

  function offered(key: string): readonly AgentView[] {
    const wanted = foldText(key).split(' ').filter(Boolean)
    const isMeant = ({ name }: AgentView) => {
      const words = foldText(name).split(' ')
      return wanted.every((part) => words.some((word) => word.startsWith(part)))
    }
    return agents
      .filter(({ teamIds }) => teamIds.includes(detail.case.teamId))
      .filter(isMeant)
      .toSorted((a, b) => format.compare(a.name, b.name))
      .slice(0, SHOWN)
  }

  return useTypedList({
    body,
    typedAt: (text, caret) => (enabled ? typedMention(text, caret) : null),
    offered,
    onChoose: ({ name }, range) => field.current && insertText(field.current, `@${name} `, range),
  })
}
