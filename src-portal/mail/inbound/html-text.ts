import { Parser } from 'htmlparser2'

const BREAKS = new Set([
  'p',
  'div',
  'table',
  'tr',
  'ul',
  'ol',
  'li',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'hr',
  'blockquote',
])
const SILENT = new Set(['head', 'style', 'script', 'title', 'template', 'noscript', 'object', 'svg'])
/** Read at once; between two pieces it is seen whether too many elements are open. */
const PIECE = 16_384
const MAX_OPEN = 1000

/** The words of an HTML mail, a line a block; what it quotes gets `> ` before each line, as in a text mail. */
export function htmlToText(html: string): string {
  const lines: string[] = []
  let line = ''
  /** Asked without looking at the line: of a table on one line that would take a time that grows with its square. */
  let isBlank = true
  let quotes = 0
  let silent = 0
  let depth = 0
  const endLine = () => {
    const words = line.replace(/[ \t\u00a0]+/g, ' ').trim()
    const blankAgain = words === '' && (lines.at(-1) ?? '').replace(/^[> ]+/, '') === ''
    if (!blankAgain) lines.push(`${'> '.repeat(Math.min(quotes, 5))}${words}`.trimEnd())
    line = ''
    isBlank = true
  }
  const parser = new Parser(
    {
      onopentag(name) {
        depth += 1
        if (SILENT.has(name)) silent += 1
        if (BREAKS.has(name) && !isBlank) endLine()
        if (name === 'br') endLine()
        if (name === 'blockquote') quotes += 1
        if (name === 'li') {
          line = '• '
          isBlank = false
        }
        if (name === 'td' && !isBlank) line += ' '
      },
      ontext(text) {
        if (silent > 0) return
        line += text.replace(/\s+/g, ' ')
        isBlank &&= text.trim() === ''
      },
      onclosetag(name) {
        depth -= 1
        if (SILENT.has(name)) silent -= 1
        if (BREAKS.has(name) && !isBlank) endLine()
        if (name === 'p') endLine()
        if (name === 'blockquote') quotes -= 1
      },
    },
    { decodeEntities: true },
  )
  for (let at = 0; at < html.length; ) {
    const piece = html.slice(at, at + PIECE)
    // Before a tag rather than in one.
    const tag = at + PIECE < html.length ? piece.lastIndexOf('<') : -1
    const end = tag > 0 ? tag : piece.length
    parser.write(piece.slice(0, end))
    at += end
    // For each end of an element the parser looks through all that are open: nobody's letter may hold up the portal with that.
    if (depth <= MAX_OPEN) continue
    parser.reset()
    depth = 0
    silent = 0
    quotes = 0
  }
  parser.end()
  if (!isBlank) endLine()
  return lines.join('\n').trim()
}
