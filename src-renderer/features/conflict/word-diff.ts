/** A stretch of two texts compared: in both, only in the newer one, or only in the older one. */
export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string }

/** Cells of the comparison table at most; what differs beyond it is shown as replaced whole. */
const MOST_CELLS = 1_000_000
/** Unchanged stretches longer than this are shortened to their ends. */
const LONG = 240
const ENDS = 90

/** Words, spaces and signs of `from` and `to` compared; the parts put together give either text back. */
export function diffWords(from: string, to: string): DiffPart[] {
  const a = tokensOf(from)
  const b = tokensOf(to)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const parts: DiffPart[] = [{ kind: 'same', text: a.slice(0, head).join('') }]
  parts.push(...diffMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)))
  parts.push({ kind: 'same', text: a.slice(a.length - tail).join('') })
  return tidy(parts)
}

/** The same parts with long unchanged stretches cut to what stands beside the changes. */
export function shortened(parts: readonly DiffPart[]): DiffPart[] {
  return parts.map((part, at) => {
    if (part.kind !== 'same' || part.text.length <= LONG) return part
    const start = at === 0 ? '' : part.text.slice(0, ENDS)
    const end = at === parts.length - 1 ? '' : part.text.slice(-ENDS)
    return { kind: 'same', text: `${start} … ${end}` }
  })
}

function tokensOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
}

/** By the longest common subsequence of tokens. */
function diffMiddle(a: readonly string[], b: readonly string[]): DiffPart[] {
  const width = b.length + 1
  if ((a.length + 1) * width > MOST_CELLS) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ]
  }
  const longest = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const parts: DiffPart[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i]! })
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) parts.push({ kind: 'removed', text: a[i++]! })
    else parts.push({ kind: 'added', text: b[j++]! })
  }
  for (; i < a.length; i++) parts.push({ kind: 'removed', text: a[i]! })
  for (; j < b.length; j++) parts.push({ kind: 'added', text: b[j]! })
  return parts
}

/** One stretch of removed and one of added words where they change; a space alone does not divide a change. */
function tidy(parts: readonly DiffPart[]): DiffPart[] {
  const tidied: DiffPart[] = []
  let removed = ''
  let added = ''
  let space = ''
  function flush() {
    if (removed) tidied.push({ kind: 'removed', text: removed })
    if (added) tidied.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  function same(text: string) {
    flush()
    const last = tidied[tidied.length - 1]
    if (last?.kind === 'same') last.text += text
    else if (text) tidied.push({ kind: 'same', text })
  }
  for (const part of parts) {
    if (part.kind === 'same') {
      if ((removed || added) && /^\s+$/.test(part.text)) space += part.text
      else {
        same(space + part.text)
        space = ''
      }
      continue
    }
    removed += space
    added += space
    space = ''
    if (part.kind === 'removed') removed += part.text
    else added += part.text
  }
  same(space)
  return tidied
}
