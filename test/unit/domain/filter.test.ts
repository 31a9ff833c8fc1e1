import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AGE_UNITS,
  type Age,
  completeFilter,
  DUE_SIGNS,
  FILTER_FIELDS,
  type Filter,
  type FilterField,
  type FilterTerm,
  type FilterValue,
  instantOf,
  kindOf,
  knownValues,
  parseFilter,
  printFilter,
} from '#shared/domain/filter/index.ts'

const LANGUAGES = ['sl', 'en'] as const

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date): Age => ({ day: date.toISOString().slice(0, 10) }))
const age: fc.Arbitrary<Age> = fc.oneof(fc.record({ count: fc.nat(999_99), unit: fc.constantFrom(...AGE_UNITS) }), day)
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((raw) => raw.normalize('NFC').replace(/\s+/g, ' ').trim())
  .filter((value) => /[\p{L}\p{N}]/u.test(value))

function aValueOf(field: FilterField): fc.Arbitrary<FilterValue> {
  const values = knownValues(field).map((value): FilterValue => ({ known: value }))
  const words = text.map((value): FilterValue => ({ text: value }))
  switch (kindOf(field)) {
    case 'choice':
      return fc.constantFrom(...values)
    case 'age':
      return age.map((value) => ({ age: value }))
    case 'due':
      return fc.oneof(
        fc.constantFrom(...values),
        fc.record({ sign: fc.constantFrom(...DUE_SIGNS), age }).map((due): FilterValue => ({ due })),
      )
    default:
      return values.length > 0 ? fc.oneof(fc.constantFrom(...values), words) : words
  }
}

const term: fc.Arbitrary<FilterTerm> = fc.constantFrom(...FILTER_FIELDS).chain((field) =>
  fc.record({
    field: fc.constant(field),
    not: fc.boolean(),
    values: fc.array(aValueOf(field), { minLength: 1, maxLength: ['age', 'due'].includes(kindOf(field)) ? 1 : 3 }),
  }),
)
const filter: fc.Arbitrary<Filter> = fc.array(term, { maxLength: 6 })

describe('the language of filters', () => {
  it('reads what an agent writes, in either language and without marks', () => {
    const expected = [
      { field: 'status', not: false, values: [{ known: 'waiting' }] },
      { field: 'owner', not: false, values: [{ known: 'me' }] },
      { field: 'older', not: false, values: [{ age: { count: 3, unit: 'd' } }] },
    ]
    for (const written of [
      'status:waiting owner:me older:3d',
      'stanje:čaka lastnik:jaz starejše:3d',
      'Stanje:CAKA  lastnik:me\tstarejse:3D',
    ]) {
      expect(parseFilter(written)).toEqual({ filter: expected, faults: [] })
    }
    for (const written of ['is:followed', 'je:spremljano', 'Je:SPREMLJAN', 'is:following']) {
      const { filter } = parseFilter(written)
      expect(filter).toEqual([{ field: 'is', not: false, values: [{ known: 'followed' }] }])
      expect([printFilter(filter, 'sl'), printFilter(filter, 'en')]).toEqual(['je:spremljano', 'is:followed'])
    }
    expect(printFilter(parseFilter('stanje:čaka lastnik:jaz starejše:3d').filter, 'en')).toBe(
      'status:waiting owner:me older:3d',
    )
  })

  it('knows negation, several values, quotes and bare words', () => {
    const { filter, faults } = parseFilter(
      '-status:resolved,cancelled company:"Novak, d. o. o.",Krka -terminal owner:"me"',
    )
    expect(faults).toEqual([])
    expect(filter).toEqual([
      { field: 'status', not: true, values: [{ known: 'resolved' }, { known: 'cancelled' }] },
      { field: 'company', not: false, values: [{ text: 'Novak, d. o. o.' }, { text: 'Krka' }] },
      { field: 'text', not: true, values: [{ text: 'terminal' }] },
      { field: 'owner', not: false, values: [{ text: 'me' }] },
    ])
    expect(printFilter(filter, 'sl')).toBe(
      '-stanje:rešeno,preklicano podjetje:"Novak, d. o. o.",Krka -terminal lastnik:"me"',
    )
  })

  it('takes a day as it is written here and elsewhere', () => {
    const days = ['created-after:2026-03-01', 'ustvarjeno-od:1.3.2026', 'ustvarjeno-po:"1. 3. 2026"']
    for (const written of days) {
      expect(parseFilter(written).filter).toEqual([
        { field: 'createdAfter', not: false, values: [{ age: { day: '2026-03-01' } }] },
      ])
    }
  })

  it('says what is wrong and where, and keeps what is right', () => {
    const faultsOf = (written: string) => parseFilter(written).faults.map(({ code, what }) => [code, what])
    expect(faultsOf('stato:open')).toEqual([['unknown_field', 'stato']])
    expect(faultsOf('status:wating')).toEqual([['unknown_value', 'wating']])
    expect(faultsOf('owner:')).toEqual([['value_missing', 'owner:']])
    expect(faultsOf('owner:me,')).toEqual([['value_missing', 'owner:me,']])
    expect(faultsOf('company:"Novak')).toEqual([['quote_open', '"Novak']])
    expect(faultsOf('older:soon')).toEqual([['not_an_age', 'soon']])
    expect(faultsOf('older:2026-02-30')).toEqual([['not_an_age', '2026-02-30']])
    expect(faultsOf('older:1d,2d')).toEqual([['one_value', '2d']])
    expect(faultsOf('serial:---')).toEqual([['no_words', '---']])
    expect(faultsOf('-')).toEqual([['value_missing', '-']])
    expect(parseFilter('owner:me stato:x').filter).toHaveLength(1)
    const [fault] = parseFilter('owner:me status:x').faults
    expect([fault?.from, fault?.to]).toEqual([16, 17])
    expect(faultsOf('x '.repeat(600))).toEqual([['too_long', '']])
    expect(parseFilter('x '.repeat(41)).faults.map(({ code, from }) => [code, from])).toEqual([['too_long', 80]])
  })

  it('prints what it reads, and reads what it prints', () => {
    fc.assert(
      fc.property(filter, fc.constantFrom(...LANGUAGES), (given, language) => {
        const written = printFilter(given, language)
        fc.pre(written.length <= 1_000)
        expect(parseFilter(written)).toEqual({ filter: given, faults: [] })
        expect(printFilter(parseFilter(written).filter, language)).toBe(written)
      }),
      { numRuns: 500 },
    )
  })

  it('answers anything that is typed, with places inside of it', () => {
    const pieces = fc.oneof(
      fc.constantFrom('status:', 'čaka', '-', '"', ',', ':', ' ', '\\', 'lastnik:jaz', 'older:', '3d'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.nat(), (parts, at) => {
        const written = parts.join('')
        for (const { from, to, what } of parseFilter(written).faults) {
          expect(from).toBeLessThanOrEqual(to)
          expect(to).toBeLessThanOrEqual(written.length + 1)
          expect(written.slice(from, to)).toBe(what)
        }
        const caret = at % (written.length + 1)
        const completion = completeFilter(written, caret, { language: 'sl', names: { owner: ['Ana Novak'] } })
        expect(completion.from).toBeLessThanOrEqual(caret)
        expect(completion.to).toBeGreaterThanOrEqual(completion.from)
      }),
    )
  })

  it('counts ages from now, and days from midnight in Ljubljana', () => {
    const now = Date.UTC(2026, 2, 2, 8)
    expect(instantOf({ count: 3, unit: 'd' }, now)).toBe(now - 3 * 86_400_000)
    expect(instantOf({ day: '2026-03-01' }, now)).toBe(Date.parse('2026-02-28T23:00:00Z'))
    expect(instantOf({ day: '2026-07-01' }, now)).toBe(Date.parse('2026-06-30T22:00:00Z'))
  })
})

describe('completion', () => {
  const names = { owner: ['Ana Novak', 'Bor Čuk', 'Maja Šuštar'], team: ['Servis (RMA)', 'Podpora'] }
  const complete = (written: string, language: 'sl' | 'en' = 'sl') => {
    const caret = written.indexOf('|')
    const text = written.replace('|', '')
    const { from, to, proposals } = completeFilter(text, caret, { language, names })
    return proposals.map(({ insert }) => text.slice(0, from) + insert + text.slice(to))
  }

  it('offers fields, in the language of the agent first', () => {
    expect(complete('sta|')).toEqual(['stanje:', 'starejše:'])
    expect(complete('-las|')).toEqual(['-lastnik:'])
    expect(complete('own|')).toEqual(['lastnik:'])
    expect(complete('|')).toHaveLength(FILTER_FIELDS.length)
    expect(complete('owner:me |', 'en')).toContain('owner:me older:')
  })

  it('offers values and names, quoted where they must be', () => {
    expect(complete('je:s|')).toEqual(['je:spremljano '])
    expect(complete('je:|')).toEqual(['je:neprebrano ', 'je:spremljano ', 'je:preloženo ', 'je:nazaj '])
    expect(complete('stanje:ča|')).toEqual(['stanje:čaka ', 'stanje:čakanje-na-podrobnosti '])
    expect(complete('lastnik:|')).toEqual([
      'lastnik:jaz ',
      'lastnik:brez ',
      'lastnik:"Ana Novak" ',
      'lastnik:"Bor Čuk" ',
      'lastnik:"Maja Šuštar" ',
    ])
    expect(complete('lastnik:cu|')).toEqual(['lastnik:"Bor Čuk" '])
    expect(complete('lastnik:jaz,"Ma| vrsta:rma')).toEqual(['lastnik:jaz,"Maja Šuštar" vrsta:rma'])
    expect(complete('lastnik:jaz,ma| vrsta:rma')).toEqual(['lastnik:jaz,"Maja Šuštar" vrsta:rma'])
    expect(complete('skupina:"serv|')).toEqual(['skupina:"Servis (RMA)" '])
    expect(complete('starejše:3|')).toEqual(['starejše:3d '])
    expect(complete('older:|', 'en')).toContain('older:1w ')
  })

  it('only ever proposes what can be understood', () => {
    const written = fc.constantFrom(
      '',
      'st',
      '-',
      'lastnik:',
      'lastnik:a',
      'vrsta:',
      'starejše:',
      'stanje:čaka ',
      'skupina:',
    )
    fc.assert(
      fc.property(written, fc.constantFrom(...LANGUAGES), (text, language) => {
        const { from, to, proposals } = completeFilter(text, text.length, { language, names })
        for (const { kind, insert } of proposals) {
          const next = text.slice(0, from) + insert + text.slice(to)
          const faults = parseFilter(next).faults.map(({ code }) => code)
          expect(faults).toEqual(kind === 'field' ? ['value_missing'] : [])
        }
      }),
    )
  })
})
