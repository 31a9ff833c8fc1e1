import { useMemo, useState } from 'react'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { useThread } from '../../rpc/reads.ts'
import { joinThread, newFromOthers } from './thread-items.ts'

type Note = Extract<ThreadItem, { type: 'note' }>

/**
 * What others wrote in the case since the draft began: after the newest item at its first word, or after it was last
 * saved when it was brought back from the desk.
 */
export function useChangedMeanwhile(caseId: string, writing: boolean, restoredAt: number | null) {
  const { data } = useThread(caseId)
  const items = useMemo(() => (data ? joinThread(data.pages) : null), [data])
  const [base, setBase] = useState<{ lastId: string | null } | null>(null)

  if (writing && items && base === null) {
    const known = restoredAt === null ? items : items.filter((item) => item.createdAt <= restoredAt)
    setBase({ lastId: known[known.length - 1]?.id ?? null })
  }
  if (!writing && base !== null) setBase(null)

  const fresh = useMemo(
    () => (base && items ? newFromOthers(items, base.lastId).filter((item): item is Note => item.type === 'note') : []),
    [base, items],
  )
  const seen = () => setBase({ lastId: items?.[items.length - 1]?.id ?? null })
  return { items: items ?? [], fresh, seen }
}
