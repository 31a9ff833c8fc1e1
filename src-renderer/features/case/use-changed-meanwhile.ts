import { useMemo, useState } from 'react'
import type { Draft, ThreadItem } from '#shared/rpc/models.ts'
import { useThread } from '../../rpc/reads.ts'
import { joinThread, newFromOthers } from './thread-items.ts'

type Note = Extract<ThreadItem, { type: 'note' }>

/** What others did in a case since its draft began. `firstNoteId` leads to it where the conversation shows it. */
export type Changed = {
  notes: number
  byName: string | null
  at: number
  text: string | null
  firstNoteId: string | null
}

/**
 * What others wrote in the case since the draft began: after the newest item at its first word, or after it was last
 * saved when it was brought back from the desk; where the conversation does not tell, the desk does (`told`).
 */
export function useChangedMeanwhile(
  caseId: string,
  writing: boolean,
  restoredAt: number | null,
  told: Draft['changedMeanwhile'],
) {
  const { data } = useThread(caseId)
  const items = useMemo(() => (data ? joinThread(data.pages) : null), [data])
  const [base, setBase] = useState<{ lastId: string | null } | null>(null)
  const [seenUpTo, setSeenUpTo] = useState<number | null>(null)

  if (writing && items && base === null) {
    const known = restoredAt === null ? items : items.filter((item) => item.createdAt <= restoredAt)
    setBase({ lastId: known[known.length - 1]?.id ?? null })
  }
  if (!writing && base !== null) {
    setBase(null)
    setSeenUpTo(null)
  }

  const fresh = useMemo(
    () => (base && items ? newFromOthers(items, base.lastId).filter((item): item is Note => item.type === 'note') : []),
    [base, items],
  )
  const unseen = writing && told && (seenUpTo === null || told.at > seenUpTo) ? told : null
  const changed = changeOf(fresh, unseen)

  function seen() {
    const last = items?.[items.length - 1]
    setBase({ lastId: last?.id ?? null })
    setSeenUpTo(Math.max(told?.at ?? 0, last?.createdAt ?? 0))
  }

  /** `looked`: the agent has said that they know what is new, and nothing came after. */
  return { items: items ?? [], changed, seen, looked: seenUpTo !== null && changed === null }
}

function changeOf(fresh: readonly Note[], told: Draft['changedMeanwhile']): Changed | null {
  const newest = fresh[fresh.length - 1]
  if (newest) {
    return {
      notes: Math.max(fresh.length, told?.notes ?? 0),
      byName: newest.authorName,
      at: newest.createdAt,
      text: newest.body,
      firstNoteId: fresh[0]!.id,
    }
  }
  return told && { ...told, text: null, firstNoteId: null }
}
