import type { CaseDetail } from '#shared/rpc/models.ts'

export type Reading = Pick<CaseDetail['attention'], 'readUntil' | 'readParts'>

/** Up to when the case and those that were merged into it, by id, had been read; `own` null: never looked at. */
export type Since = { own: number | null; parts: Readonly<Record<string, number>> }

export function sinceOf({ readUntil, readParts }: Reading): Since {
  const read = readParts.flatMap((part) => (part.readUntil === null ? [] : [[part.caseId, part.readUntil] as const]))
  return { own: readUntil, parts: Object.fromEntries(read) }
}

/** What was read meanwhile changes nothing; what was made unread, or merged into the case meanwhile, does. The same object where nothing does. */
export function lowered(begun: Since, now: Since): Since {
  const own = begun.own !== null && now.own !== null ? Math.min(begun.own, now.own) : begun.own
  const parts = Object.entries(now.parts).filter(
    ([caseId, at]) => at < (begun.parts[caseId] ?? Number.POSITIVE_INFINITY),
  )
  if (own === begun.own && parts.length === 0) return begun
  return { own, parts: { ...begun.parts, ...Object.fromEntries(parts) } }
}
