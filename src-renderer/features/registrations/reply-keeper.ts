import type { StoreApi } from 'zustand/vanilla'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import { type ApprovalsState, begunKinds, REPLY_KINDS, type Reply } from './approvals.ts'

type Words = Pick<ApprovalsState, 'replies' | 'batchReason'>

/** Keeps the reasons and questions that an agent has begun to write to applicants. */
export function createReplyKeeper(deps: KeeperDeps, approvals: StoreApi<ApprovalsState>): Keeper {
  return createKeeper(deps, {
    wanted: () => entryOf(approvals.getState()),
    subscribe: (changed) =>
      void approvals.subscribe(({ replies, batchReason }, before) => {
        if (replies !== before.replies || batchReason !== before.batchReason) changed()
      }),
    bringBack(entry) {
      const { replies, batchReason } = parseEntry(entry)
      const now = approvals.getState()
      approvals.setState({
        replies: { ...replies, ...now.replies },
        batchReason: now.batchReason === '' ? batchReason : now.batchReason,
      })
      return true
    },
  })
}

function entryOf({ replies, batchReason }: Words): string | null {
  const begun = Object.entries(replies).flatMap(([id, reply]) => {
    const words = reply
      ? begunKinds(reply).map((kind) => ({ kind, text: reply.texts[kind], open: reply.open === kind }))
      : []
    return words.length === 0 ? [] : [[id, words] as const]
  })
  if (begun.length === 0 && batchReason.trim() === '') return null
  return JSON.stringify({ replies: Object.fromEntries(begun), batchReason })
}

/** What an entry says; what makes no sense any more is left out. */
export function parseEntry(entry: string): Words {
  let stored: Record<string, unknown>
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return { replies: {}, batchReason: '' }
  }
  const replies: Record<string, Reply> = {}
  for (const [id, value] of Object.entries(Object(stored.replies))) {
    const reply: Reply = { open: null, texts: {}, attempted: false }
    // One alone is what an earlier version kept: that of the form that was shown.
    for (const one of Array.isArray(value) ? value : [{ ...Object(value), open: true }]) {
      const { kind, text, open }: Record<string, unknown> = Object(one)
      const known = REPLY_KINDS.find((name) => name === kind)
      if (known === undefined || typeof text !== 'string') continue
      reply.texts[known] = text
      if (open === true) reply.open = known
    }
    if (begunKinds(reply).length > 0) replies[id] = reply
  }
  return { replies, batchReason: typeof stored.batchReason === 'string' ? stored.batchReason : '' }
}
