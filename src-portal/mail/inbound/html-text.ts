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
const MAX_DEPTH = 200

/** The words of an HTML mail, a line a block; what it quotes gets `> ` before each line, as in a text mail. */
export function htmlToText(html: string): string {
  const lines: string[] = []
  let line = ''
  let quotes = 0
  let silent = 0
  let depth = 0
  const endLine = () => {
    const words = line.replace(/[ \t\u00a0]+/g, ' ').trim()
    const blankAgain = words === '' && (lines.at(-1) ?? '').replace(/^[> ]+/, '') === ''
    if (!blankAgain) lines.push(`${'> '.repeat(Math.min(quotes, 5))}${words}`.trimEnd())
    line = ''
  }
  const parser = new Parser(
    {
      onopentag(name) {
        depth += 1
        if (SILENT.has(name)) silent += 1
        if (BREAKS.has(name) && line.trim() !== '') endLine()
        if (name === 'br') endLine()
        if (name === 'blockquote') quotes += 1
        if (name === 'li') line = '• '
        if (name === 'td' && line.trim() !== '') line += ' '
      },
      ontext(text) {
        if (silent === 0 && depth < MAX_DEPTH) line += text.replace(/\s+/g, ' ')
      },
      onclosetag(name) {
        depth -= 1
        if (SILENT.has(name)) silent -= 1
        if (BREAKS.has(name) && line.trim() !== '') endLine()
        if (name === 'p') endLine()
        if (name === 'blockquote') quotes -= 1
      },
    },
    { decodeEntities: true },
  )
  parser.write(html)
  parser.end()
  if (line.trim() !== '') endLine()
  return lines.join('\n').trim()
}
