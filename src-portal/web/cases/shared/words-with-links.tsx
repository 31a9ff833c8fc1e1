import type { ReactNode } from 'react'

const ADDRESS = /https:\/\/[^\s<>"'`]+/gu
/** Belongs to the sentence, not to the address. */
const TAIL = /[.,;:!?…»“”'")\]}]+$/u

export type TextPart = { text: string; href: string | null }

/** Only https becomes a link. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0])
    const href = hrefOf(address)
    if (href === null) continue
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null })
    parts.push({ text: address, href })
    from = match.index + address.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null })
  return parts
}

/** A closing bracket stays when the address has opened one. */
function withoutTail(found: string): string {
  const address = found.replace(TAIL, '')
  const count = (mark: string) => address.split(mark).length
  return found[address.length] === ')' && count('(') > count(')') ? `${address})` : address
}

function hrefOf(address: string): string | null {
  try {
    return new URL(address).href
  } catch {
    return null
  }
}

/** Somebody's words as they were written, addresses made links. */
export function WordsWithLinks({ text }: { text: string }): ReactNode {
  let at = 0
  return splitLinks(text).map((part) => {
    const key = at
    at += part.text.length
    if (part.href === null) return part.text
    return (
      <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    )
  })
}
