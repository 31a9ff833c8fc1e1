import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bodyFor,
  escapeTemplateText,
  openPlaces,
  parseTemplate,
  renderTemplate,
  type TemplateContent,
  templateFaults,
  tidyShortcut,
  typedShortcut,
  unknownNames,
} from '#shared/domain/template.ts'
import {
  nameOfPlaceholder,
  PLACEHOLDERS,
  placeholderNamed,
  type TemplateValues,
  written,
} from '#shared/domain/template-placeholders.ts'

const NONE = Object.fromEntries(PLACEHOLDERS.map((placeholder) => [placeholder, null])) as TemplateValues
const values = (some: Partial<TemplateValues>): TemplateValues => ({ ...NONE, ...some })
const CONTENT: TemplateContent = { name: 'Zahvala', shortcut: 'hvala', bodySl: 'Hvala.', bodyEn: '', shared: true }

/** Texts in which braces, backslashes and names meet in every way. */
const pieces = fc.constantFrom(
  '{',
  '}',
  '{{',
  '}}',
  '\\',
  '\\\\',
  'stranka',
  ' ',
  '\n',
  'č',
  '{{stranka}}',
  '{{x}}',
  'a',
)
const texts = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''))
const languages = fc.constantFrom('sl' as const, 'en' as const)

describe('placeholders', () => {
  it('have a name in each language that means them alone', () => {
    for (const language of ['sl', 'en'] as const) {
      const names = PLACEHOLDERS.map((placeholder) => nameOfPlaceholder(placeholder, language))
      expect(new Set(names).size).toBe(PLACEHOLDERS.length)
      expect(names.map(placeholderNamed)).toEqual([...PLACEHOLDERS])
    }
  })

  it('are known without marks, capitals, spaces and dashes, in either language', () => {
    const asked = ['Stranka.E-POSTA', 'stranka . e pošta', 'customer.email', 'customer.e-mail', 'datum.cez  teden']
    expect(asked.map(placeholderNamed)).toEqual([...Array(4).fill('customer.email'), 'date.inWeek'])
    expect(['stranka.priimk', '', 'constructor', 'customer.'].map(placeholderNamed)).toEqual(Array(4).fill(undefined))
  })
})

describe('a text with placeholders', () => {
  it('is filled in, and what is missing stays where it is and is named', () => {
    const text = 'Pozdravljeni, {{stranka.ime}}. Klicali smo {{stranka.telefon}} in {{ Stranka.Telefon }}.'
    expect(renderTemplate(text, values({ 'customer.firstName': 'Žiga', 'customer.phone': '  ' }))).toEqual({
      text: 'Pozdravljeni, Žiga. Klicali smo {{stranka.telefon}} in {{ Stranka.Telefon }}.',
      missing: ['customer.phone'],
    })
  })

  it('never reads a value as a template', () => {
    const filled = renderTemplate('{{zahtevek.naslov}}', values({ 'case.title': '{{stranka}} \\{{' }))
    expect(filled).toEqual({ text: '{{stranka}} \\{{', missing: [] })
  })

  it('takes braces after a backslash for themselves, and two backslashes for one', () => {
    const known = values({ 'customer.name': 'Ana' })
    const said = ['\\{{stranka}}', '\\\\{{stranka}}', '\\\\\\{{stranka}}', 'C:\\mapa {{stranka}}', '{ {{stranka}} }']
    expect(said.map((text) => renderTemplate(text, known).text)).toEqual([
      '{{stranka}}',
      '\\Ana',
      '\\{{stranka}}',
      'C:\\mapa Ana',
      '{ Ana }',
    ])
  })

  it('names what is no placeholder, and does not reach over lines', () => {
    expect(unknownNames('{{stranka.priimk}} {{}} {{ime\n}} {{Ime}} {{stranka.priimk}}')).toEqual([
      'stranka.priimk',
      '',
      'Ime',
    ])
  })

  it('comes apart into parts that cover it whole', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parts = parseTemplate(text)
        expect(parts.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
        for (const part of parts) if (part.kind !== 'text') expect(text.slice(part.from, part.to)).toBe(part.source)
      }),
    )
  })

  it('is itself again when it was escaped, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), (text) => {
        expect(renderTemplate(escapeTemplateText(text), NONE)).toEqual({ text, missing: [] })
        expect(unknownNames(escapeTemplateText(text))).toEqual([])
      }),
    )
  })

  it('puts each value where its placeholder stands, between texts that stay as they are', () => {
    const part = fc.record({ before: fc.string(), placeholder: fc.constantFrom(...PLACEHOLDERS), language: languages })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        // A backslash before a placeholder is doubled.
        const guard = (text: string) => escapeTemplateText(text).replace(/\\+$/, (slashes) => slashes + slashes)
        const open = (text: string) => !/\{$/.test(text)
        fc.pre(parts.every(({ before }) => open(before)))
        const text = parts
          .map(({ before, placeholder, language }) => guard(before) + written(placeholder, language))
          .join('')
        const all = Object.fromEntries(PLACEHOLDERS.map((one) => [one, `<${one}>`])) as TemplateValues
        const expected = parts.map(({ before, placeholder }) => `${before}<${placeholder}>`).join('')
        expect(renderTemplate(text, all)).toEqual({ text: expected, missing: [] })
        const missing = [...new Set(parts.map(({ placeholder }) => placeholder))]
        expect(renderTemplate(text, NONE).missing).toEqual(missing)
      }),
    )
  })

  it('shows where something is left to fill in, also by hand', () => {
    const { text } = renderTemplate('Št. {{zahtevek}}, tel. {{stranka.telefon}}', values({ 'case.number': 'CAS-1' }))
    expect(openPlaces(text).map(({ placeholder, from, to }) => [placeholder, text.slice(from, to)])).toEqual([
      ['customer.phone', '{{stranka.telefon}}'],
    ])
    expect(openPlaces('if {{ x }} then')).toEqual([])
  })
})

describe('a template', () => {
  it('may be kept with a name, a text in one language and known placeholders', () => {
    expect(templateFaults(CONTENT)).toEqual([])
    expect(templateFaults({ ...CONTENT, shortcut: '', bodyEn: 'Hello {{customer}}', bodySl: '' })).toEqual([])
    const wrong = { ...CONTENT, name: ' ', shortcut: 'dve besedi', bodySl: '{{kaj}}' }
    expect(templateFaults(wrong)).toEqual(['name_empty', 'shortcut_wrong', 'unknown_placeholder'])
    expect(templateFaults({ ...CONTENT, bodySl: ' ' })).toEqual(['body_empty'])
    expect(templateFaults({ ...CONTENT, name: 'a'.repeat(101), bodySl: 'a'.repeat(10_001) })).toEqual([
      'name_too_long',
      'body_too_long',
    ])
  })

  it('has a shortcut of small letters, digits and hyphens', () => {
    const right = ['hvala', 'rešeno', 'rma-2', '2', 'a']
    const wrong = ['-a', 'a-', 'A', 'a b', ';a', 'a;', 'a'.repeat(31)]
    const isRight = (shortcut: string) => templateFaults({ ...CONTENT, shortcut }).length === 0
    expect(right.map(isRight)).toEqual(right.map(() => true))
    expect(wrong.map(isRight)).toEqual(wrong.map(() => false))
    expect(tidyShortcut(' ;;Hvala ')).toBe('hvala')
  })

  it('gives the text of the wanted language, or the other one', () => {
    expect(bodyFor({ bodySl: 'Hvala.', bodyEn: 'Thanks.' }, 'en')).toEqual({ body: 'Thanks.', language: 'en' })
    expect(bodyFor({ bodySl: 'Hvala.', bodyEn: ' ' }, 'en')).toEqual({ body: 'Hvala.', language: 'sl' })
  })
})

describe('a shortcut that is typed', () => {
  it('begins a word with a semicolon and ends at the caret', () => {
    const at = (text: string) => typedShortcut(text, text.length)
    expect(at(';hv')).toEqual({ from: 0, key: 'hv' })
    expect(at('Dober dan ;Reš')).toEqual({ from: 10, key: 'reš' })
    expect(at('(;a-1')).toEqual({ from: 1, key: 'a-1' })
    expect(at('prva vrsta\n;')).toEqual({ from: 11, key: '' })
    expect(['beseda;hv', 'a; b', ';hvala ', ';;a', 'besedilo'].map(at)).toEqual(Array(5).fill(null))
    expect(typedShortcut(';hvala lepa', 3)).toEqual({ from: 0, key: 'hv' })
  })

  it('is never found where no semicolon stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(200), (text, caret) => {
        const found = typedShortcut(text, Math.min(caret, text.length))
        if (found) expect(text[found.from]).toBe(';')
      }),
    )
  })
})
