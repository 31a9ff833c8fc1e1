import type { ThreadItem } from '#shared/rpc/models.ts'

const TELLING_LENGTH = 40

/** A line of an internal note that occurs in a public reply, or null. Short lines say nothing and are let through. */
export function quotedInternalLine(reply: string, items: readonly ThreadItem[]): string | null {
  const flat = squeeze(reply)
  for (const item of items) {
    if (item.type !== 'note' || item.visibility !== 'internal') continue
    for (const line of item.body.split('\n')) {
      const wanted = squeeze(line)
      if (wanted.length >= TELLING_LENGTH && flat.includes(wanted)) return line.trim()
    }
  }
  return null
}

/** Case, spacing and quoting marks do not hide a quotation. */
function squeeze(text: string): string {
  return text
    .replace(/^[>\s]+/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLocaleLowerCase('sl')
}
