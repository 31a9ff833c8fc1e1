type Change = { from: string | null; to: string | null }

const MAX_EVENT_TEXT = 300
/** What stays of the unchanged words before a change. */
const BEFORE = 80

/**
 * For the thread and the history, not for restoring: each text at most 300 characters, no character cut in two. Of long
 * texts that is the place where they differ, with a little of what stands around it, so that the change itself can be read.
 */
export function shortenedChange({ from, to }: Change): Change {
  if ((from?.length ?? 0) <= MAX_EVENT_TEXT && (to?.length ?? 0) <= MAX_EVENT_TEXT) return { from, to }
  const start = from === null || to === null ? 0 : Math.max(0, sameAtStart(from, to) - BEFORE)
  return { from: from === null ? null : piece(from, start), to: to === null ? null : piece(to, start) }
}

function sameAtStart(a: string, b: string): number {
  let same = 0
  while (same < a.length && same < b.length && a[same] === b[same]) same++
  return same
}

function piece(text: string, start: number): string {
  const head = start === 0 ? '' : '…'
  const rest = text.slice(start).replace(/^[\uDC00-\uDFFF]/, '')
  if (head.length + rest.length <= MAX_EVENT_TEXT) return head + rest
  return `${head}${rest.slice(0, MAX_EVENT_TEXT - 1 - head.length).replace(/[\uD800-\uDBFF]$/, '')}…`
}
