export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const CANDIDATE = /https:\/\/[^\s<>"'`]+|mailto:[^\s<>"'`]+|[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/giu
const TRAILING = /[.,;:!?…»“”'")\]}]+$/u

/** Splits text into plain parts and links; only https and mailto ever become links. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(CANDIDATE)) {
    const raw = trimTail(match[0])
    const href = hrefOf(raw)
    if (!href) continue
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    parts.push({ kind: 'link', text: raw, href })
    from = match.index + raw.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

/** Punctuation after an address belongs to the sentence; a closing bracket only when the address opened none. */
function trimTail(raw: string): string {
  const trimmed = raw.replace(TRAILING, '')
  const open = (trimmed.match(/\(/g) ?? []).length
  const closed = (trimmed.match(/\)/g) ?? []).length
  return open > closed && raw[trimmed.length] === ')' ? `${trimmed})` : trimmed
}

function hrefOf(raw: string): string | null {
  const address = /^(https:|mailto:)/i.test(raw) ? raw : `mailto:${raw}`
  try {
    const url = new URL(address)
    return url.protocol === 'https:' || url.protocol === 'mailto:' ? url.href : null
  } catch {
    return null
  }
}
