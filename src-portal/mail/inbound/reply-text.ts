import EmailReplyParser from 'email-reply-parser'
import { LANGUAGES } from '#shared/domain/case.ts'
import { MAIL_WORDS } from '../words/index.ts'

const MARKERS = LANGUAGES.map((language) => MAIL_WORDS[language].replyAbove.replace(/^[—\s]+|[—\s]+$/g, ''))

/** How mail programs introduce what they quote, where the library knows it not: Slovene, and its neighbours. */
const QUOTE_HEADERS = [
  /^(V\s+)?(Dne|V|Na datum)\s.{4,200}(napisal|napisala|napisal\/-a|napisal\(a\)|piše|pisal|pisala)\s*:?$/i,
  /^.{2,120}\s(je|je oseba)\s.{2,160}(napisal|napisala|napisal\/-a|napisal\(a\))\s*:$/i,
  /^(On|Dana|Am|Il|Le)\s.{4,200}(wrote|napisao je|napisala je|schrieb.{0,80}|ha scritto|écrit\s?)\s*:$/i,
  /^-{2,12}\s?(Izvirno sporočilo|Posredovano sporočilo|Original Message|Forwarded message)\s?-{2,12}$/i,
]
/** Outlook's block before what it quotes: sender, then at once when and to whom. */
const OUTLOOK_FROM = /^\**(Od|From|Von|Da)\**:\**\s.{1,200}$/i
const OUTLOOK_NEXT =
  /^\**(Poslano|Sent|Gesendet|Inviato|Datum|Date|Za|To|An|A|Kp|Cc|Zadeva|Subject|Betreff|Oggetto)\**:/i
const OUTLOOK_LINE = /^_{10,}$/

/** What a telephone adds, and how a Slovene letter ends. */
const DEVICE_LINE =
  /^(Poslano (iz|z|s|prek|preko)\s.{1,80}|Prenesite Outlook za .{1,80}|Pridobite Outlook za .{1,80}|Sent from .{1,80}|Get Outlook for .{1,80})$/i
const CLOSING =
  /^((lep|lepo?) pozdrav(ljeni)?|lep pozdrav .{1,60}|lp|l\.p\.|s spoštovanjem|z lepimi pozdravi|pozdrav|(best|kind|warm) regards|regards)[,.!]?$/i
/** The library takes it for the beginning of a signature; in tables and logs it is none. */
const RULED_LINE = /^\s*(-{4}|={2,4}|\+{2,4})\s*\n/
const POSTSCRIPT = /^(p\.?\s?s\.?|ps)\b/im

const MAX_SIGNATURE_LINES = 12
const MAX_SIGNATURE_LENGTH = 800
/** What the library looks at, from the end: its patterns take a time that grows with the third power of the text. */
const MAX_PARSED = 4000

/**
 * What the customer wrote, without what was quoted and the signature. Rather too much than too little: where nothing would
 * be left, or the cut part is too long for a signature, it stays.
 */
export function replyText(whole: string): string {
  const lines = whole
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\0', '')
    .split('\n')
    .map((line) => line.trimEnd())
  const unquoted = withoutQuotes(lines)
  const text = unquoted.join('\n').trim()
  if (text === '') return ''
  const cut = withoutClosing(withoutSignature(text)).trim()
  return cut === '' ? text : cut
}

function withoutQuotes(lines: string[]): string[] {
  const start = lines.findIndex((_, at) => startsUnmarkedQuote(lines, at))
  // What stands above the quoted letter is the reply; whoever wrote below it is left whole.
  const above = start < 0 ? lines : lines.slice(0, start)
  const kept = withoutMarkedQuotes(above)
  if (start >= 0 && kept.every(isBlank)) return lines.slice(start).filter((line) => !holdsMarker(line))
  return kept
}

/** A quote that no `>` marks goes on to the end. */
function startsUnmarkedQuote(lines: string[], at: number): boolean {
  const line = lines[at]?.trim() ?? ''
  if (line.startsWith('>')) return false
  if (holdsMarker(line)) return true
  if (/^-{2,12}\s?\S.*-{2,12}$/.test(line)) return isQuoteHeader(line)
  if (OUTLOOK_LINE.test(line)) return OUTLOOK_FROM.test(nextWords(lines, at))
  if (OUTLOOK_FROM.test(line)) return OUTLOOK_NEXT.test(nextWords(lines, at))
  // An introduction whose quote is marked is handled with it; else all below is the quote.
  return isQuoteHeader(line) && namesLetter(line) && !nextWords(lines, at).startsWith('>')
}

/** Lines with `>` where an introduction or our own mark shows that they are a quote. */
function withoutMarkedQuotes(lines: string[]): string[] {
  const introductions = new Set<number>()
  for (const [at, line] of lines.entries()) {
    if (!nextWords(lines, at).startsWith('>')) continue
    const text = line.trim()
    const before = lines[at - 1]?.trim() ?? ''
    if (isQuoteHeader(text)) introductions.add(at)
    // Broken in two by the mail program.
    else if (text.endsWith(':') && before !== '' && isQuoteHeader(`${before} ${text}`)) {
      introductions.add(at - 1).add(at)
    }
  }
  const quotes = introductions.size > 0 || lines.some((line) => line.trim().startsWith('>') && holdsMarker(line))
  return quotes ? lines.filter((line, at) => !introductions.has(at) && !line.trimStart().startsWith('>')) : lines
}

function isQuoteHeader(line: string): boolean {
  return line.length <= 400 && QUOTE_HEADERS.some((header) => header.test(line))
}

/** Says of a letter when it came or from which address; a customer's own "the manual says:" does not. */
function namesLetter(line: string): boolean {
  return line.endsWith(':') && /\d{1,2}[.:]\s?\d{1,2}|\b\d{4}\b|\S@\S/.test(line)
}

function holdsMarker(line: string): boolean {
  return MARKERS.some((marker) => line.includes(marker))
}

function nextWords(lines: string[], at: number): string {
  return (
    lines
      .slice(at + 1, at + 6)
      .find((line) => !isBlank(line))
      ?.trim() ?? ''
  )
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

function withoutSignature(text: string): string {
  const start = text.length <= MAX_PARSED ? 0 : text.indexOf('\n', text.length - MAX_PARSED)
  if (start < 0) return text
  const fragments = new EmailReplyParser().read(text.slice(start)).getFragments()
  // Only from the end on: what somebody wrote after it shows that it was none.
  const last = fragments.findLastIndex((fragment) => {
    const content = fragment.getContent()
    const cut = fragment.isQuoted() || (fragment.isSignature() && !RULED_LINE.test(content))
    return content.trim() !== '' && !(cut && isShort(content))
  })
  const kept = fragments.slice(0, last + 1).map((fragment) => fragment.getContent())
  return `${text.slice(0, start)}${start > 0 ? '\n' : ''}${kept.join('\n')}`.trim() || text
}

/** From "Lep pozdrav" or the telephone's line on, when only a name and an address can follow. */
function withoutClosing(text: string): string {
  const lines = text.split('\n')
  // Further above nothing can be short, and trying it takes a time that grows with the square of the letter.
  const first = Math.max(0, lines.length - MAX_SIGNATURE_LINES)
  const at = lines.findIndex((line, index) => {
    if (index < first) return false
    const words = line.trim()
    return (CLOSING.test(words) || DEVICE_LINE.test(words)) && isShort(lines.slice(index).join('\n'))
  })
  return at <= 0 ? text : lines.slice(0, at).join('\n')
}

function isShort(ending: string): boolean {
  return (
    ending.length <= MAX_SIGNATURE_LENGTH &&
    ending.split('\n').length <= MAX_SIGNATURE_LINES &&
    !POSTSCRIPT.test(ending)
  )
}
