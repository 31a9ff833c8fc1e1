import { describe, expect, it } from 'vitest'
import { findMentions, mentionedIn, typedMention } from '#shared/domain/mention.ts'

const PEOPLE = [
  { id: 'ana', name: 'Ana Novak' },
  { id: 'anan', name: 'Ana Novak Kos' },
  { id: 'bor', name: 'Bor Čuk' },
]

describe('colleagues named in a note', () => {
  it('are found once each, the longer of two names first, whatever the capitals', () => {
    expect(mentionedIn('@Ana Novak Kos in @bor čuk, prosim. @Bor Čuk?', PEOPLE)).toEqual(['anan', 'bor'])
    expect(mentionedIn('(@Ana Novak)', PEOPLE)).toEqual(['ana'])
  })

  it('are not what is part of an address or of a longer word', () => {
    expect(mentionedIn('pisite na info@Bor Čuk in @Bor Čukova ter @Bor', PEOPLE)).toEqual([])
    expect(findMentions('@', [{ name: '' }])).toEqual([])
  })

  it('stand where they stand', () => {
    expect(findMentions('Živjo @Bor Čuk!', PEOPLE)).toEqual([{ from: 6, to: 14, who: PEOPLE[2] }])
  })
})

describe('a name that is being typed', () => {
  it.each<[string, { from: number; key: string } | null]>([
    ['@', { from: 0, key: '' }],
    ['Prosim @an', { from: 7, key: 'an' }],
    ['@Ana No', { from: 0, key: 'Ana No' }],
    ['info@spica', null],
    ['@ ', null],
    ['@ana, hvala', null],
    ['brez', null],
  ])('%s', (text, typed) => {
    expect(typedMention(text, text.length)).toEqual(typed)
  })
})
