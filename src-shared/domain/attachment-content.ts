import { type AttachmentType, isAttachmentType } from './attachment-types.ts'

/** What a detector of file types calls by another name. */
const SAME_AS: Record<string, AttachmentType> = {
  'audio/x-m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
}
/** Kinds of text that a detector knows by their first words. */
const KINDS_OF_TEXT = ['application/xml', 'text/calendar', 'text/vcard', 'text/vtt', 'application/x-subrip']

/**
 * The type under which a file may be attached, or null when it may not. `detected`: what its first bytes say, null where they
 * say nothing; `isText`: all of it is plain text.
 */
export function attachmentTypeOf(detected: string | null, isText: boolean): AttachmentType | null {
  const type = detected === null ? null : (SAME_AS[detected] ?? detected)
  if (type !== null && type !== 'text/plain' && isAttachmentType(type)) return type
  const perhapsText = type === null || type === 'text/plain' || KINDS_OF_TEXT.includes(type)
  return perhapsText && isText ? 'text/plain' : null
}

/** Characters at the beginning of a text that are looked at for code. */
const HEAD = 65_536
const BEGINS_AS_CODE = /^(#!|@echo\b|<\?php|<%)/i
/** Only where the whole text is markup: a log may well quote some. */
const MARKUP_THAT_RUNS =
  /<(!doctype\s+(html|svg)|html|svg|script|iframe|object|embed|xsl:stylesheet|hta:)|<\?xml-stylesheet/i

export type TextCheck = {
  add(bytes: Uint8Array): void
  /** True: everything was UTF-8 without control characters, and neither a page, a drawing nor a script by its beginning. */
  isText(): boolean
}

/** Looks at a file piece by piece. */
export function createTextCheck(): TextCheck {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let valid = true
  let head = ''
  const decode = (bytes?: Uint8Array) => {
    try {
      const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
      if (head.length < HEAD) head += text.slice(0, HEAD - head.length)
    } catch {
      valid = false
    }
  }
  return {
    add(bytes) {
      if (!valid) return
      if (bytes.some(isControl)) valid = false
      else decode(bytes)
    },
    isText() {
      if (valid) decode()
      const begin = head.trimStart()
      return valid && !BEGINS_AS_CODE.test(begin) && !(begin.startsWith('<') && MARKUP_THAT_RUNS.test(begin))
    },
  }
}

/** All but tabulator, line feed, vertical tabulator, form feed, carriage return and the escape of coloured logs. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f
}
