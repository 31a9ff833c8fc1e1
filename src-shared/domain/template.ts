import { type Placeholder, placeholderNamed, type TemplateValues } from './template-placeholders.ts'

/**
 * Texts that agents insert into replies and notes. A placeholder is `{{name}}` on one line; `\{{` stands for the braces
 * themselves, and `\\{{` for a backslash before a placeholder. Elsewhere a backslash is a backslash.
 */

export const MAX_TEMPLATE_NAME = 100
export const MAX_SHORTCUT = 30
/** Characters of the text in one language. */
export const MAX_TEMPLATE_BODY = 10_000

export const TEMPLATE_LANGUAGES = ['sl', 'en'] as const
export type TemplateLanguage = (typeof TEMPLATE_LANGUAGES)[number]

/** What agents write of a template. An empty text: there is none in that language. An empty shortcut: there is none. */
export type TemplateContent = { name: string; shortcut: string; bodySl: string; bodyEn: string; shared: boolean }
export const TEMPLATE_FIELDS = ['name', 'shortcut', 'bodySl', 'bodyEn', 'shared'] as const
export type TemplateField = (typeof TEMPLATE_FIELDS)[number]

/** `from`, `to`: where it stands in the text, with backslashes that belong to it. */
type Place = { from: number; to: number }
export type TemplatePart =
  | ({ kind: 'text'; text: string } & Place)
  | ({ kind: 'placeholder'; placeholder: Placeholder; source: string } & Place)
  /** Braces around what is no placeholder. */
  | ({ kind: 'unknown'; source: string; name: string } & Place)

const BRACES = /(\\*)\{\{([^{}\n]*)\}\}|(\\+)\{\{/g

/** The parts in their order; the sources of all of them put together are the text. */
export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let last = 0
  const add = (plain: string, to: number) => {
    if (to > last) parts.push({ kind: 'text', text: plain, from: last, to })
    last = to
  }
  BRACES.lastIndex = 0
  for (let match = BRACES.exec(text); match; match = BRACES.exec(text)) {
    const slashes = (match[1] ?? match[3] ?? '').length
    const at = match.index
    const kept = '\\'.repeat(Math.floor(slashes / 2))
    const open = at + slashes
    if (slashes % 2 === 1) {
      // Only the braces that open are taken for text; what follows may hold a placeholder.
      add(`${text.slice(last, at)}${kept}{{`, open + 2)
      BRACES.lastIndex = open + 2
      continue
    }
    if (match[2] === undefined) {
      BRACES.lastIndex = open + 2
      continue
    }
    add(`${text.slice(last, at)}${kept}`, open)
    const to = at + match[0].length
    const source = text.slice(open, to)
    const placeholder = placeholderNamed(match[2])
    parts.push(
      placeholder
        ? { kind: 'placeholder', placeholder, source, from: open, to }
        : { kind: 'unknown', source, name: match[2].trim(), from: open, to },
    )
    last = to
  }
  add(text.slice(last), text.length)
  return parts
}

/** Text that stands for itself: rendered, it is what was given. */
export function escapeTemplateText(text: string): string {
  return text.replace(/(\\*)\{\{/g, (_, slashes: string) => `${slashes}${slashes}\\{{`)
}

export type RenderedTemplate = {
  text: string
  /** Those without a value, once each; they stay in the text in their braces. */
  missing: Placeholder[]
}

/** Fills in what is known; what is missing stays as it is written, so that nobody overlooks it. */
export function renderTemplate(text: string, values: TemplateValues): RenderedTemplate {
  const missing = new Set<Placeholder>()
  const rendered = parseTemplate(text).map((part) => {
    if (part.kind === 'text') return part.text
    if (part.kind === 'unknown') return part.source
    const value = values[part.placeholder]?.trim()
    if (value) return value
    missing.add(part.placeholder)
    return part.source
  })
  return { text: rendered.join(''), missing: [...missing] }
}

/** Places of words that were left for an agent to fill in; customers must not get them. */
export function openPlaces(text: string): Extract<TemplatePart, { kind: 'placeholder' }>[] {
  return parseTemplate(text).filter((part) => part.kind === 'placeholder')
}

export function unknownNames(text: string): string[] {
  return [...new Set(parseTemplate(text).flatMap((part) => (part.kind === 'unknown' ? [part.name] : [])))]
}

export type TemplateFault =
  | 'name_empty'
  | 'name_too_long'
  | 'shortcut_wrong'
  | 'body_empty'
  | 'body_too_long'
  | 'unknown_placeholder'

const SHORTCUT = /^[\p{Ll}\p{N}]([\p{Ll}\p{N}-]*[\p{Ll}\p{N}])?$/u

/** What is wrong with a template, the first of each kind; nothing: it may be kept. */
export function templateFaults({ name, shortcut, bodySl, bodyEn }: TemplateContent): TemplateFault[] {
  const bodies = [bodySl, bodyEn]
  const checks: [TemplateFault, boolean][] = [
    ['name_empty', name.trim() === ''],
    ['name_too_long', name.length > MAX_TEMPLATE_NAME],
    ['shortcut_wrong', shortcut !== '' && (shortcut.length > MAX_SHORTCUT || !SHORTCUT.test(shortcut))],
    ['body_empty', bodies.every((body) => body.trim() === '')],
    ['body_too_long', bodies.some((body) => body.length > MAX_TEMPLATE_BODY)],
    ['unknown_placeholder', bodies.some((body) => unknownNames(body).length > 0)],
  ]
  return checks.flatMap(([fault, wrong]) => (wrong ? [fault] : []))
}

/** As it is kept: without a leading semicolon, in small letters. */
export function tidyShortcut(text: string): string {
  return text.trim().replace(/^;+/, '').toLowerCase().normalize('NFC')
}

export function bodyIn(
  { bodySl, bodyEn }: Pick<TemplateContent, 'bodySl' | 'bodyEn'>,
  language: TemplateLanguage,
): string {
  return language === 'sl' ? bodySl : bodyEn
}

/** The text for somebody who reads that language; the other one where there is none. */
export function bodyFor(
  template: Pick<TemplateContent, 'bodySl' | 'bodyEn'>,
  wanted: TemplateLanguage,
): { body: string; language: TemplateLanguage } {
  const other = wanted === 'sl' ? 'en' : 'sl'
  const language = bodyIn(template, wanted).trim() === '' ? other : wanted
  return { body: bodyIn(template, language), language }
}

const TYPED = /(^|[\s([{„“"'»])(;([\p{L}\p{N}-]*))$/u

/** The `;shortcut` that ends at the caret: where it begins, and its letters as they are kept. */
export function typedShortcut(text: string, caret: number): { from: number; key: string } | null {
  const before = text.slice(Math.max(0, caret - MAX_SHORTCUT - 2), caret)
  const match = TYPED.exec(before)
  if (!match?.[2]) return null
  return { from: caret - match[2].length, key: tidyShortcut(match[3] ?? '') }
}
