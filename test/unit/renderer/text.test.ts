import { describe, expect, it } from 'vitest'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { foldText } from '../../../src-renderer/components/fold-text.ts'
import { initialsOf } from '../../../src-renderer/components/initials.ts'
import { linkify } from '../../../src-renderer/features/case/linkify.ts'
import { quotedInternalLine } from '../../../src-renderer/features/case/quoted-note.ts'
import { highlight, highlightNumber } from '../../../src-renderer/features/search/highlight.ts'

const links = (text: string) => linkify(text).filter((part) => part.kind === 'link')
const hits = (parts: { text: string; hit: boolean }[]) => parts.filter((part) => part.hit).map((part) => part.text)

describe('linkify', () => {
  it('keeps every character of the text', () => {
    for (const text of [
      '',
      'brez',
      'https://a.si',
      'Glej (https://a.si/x), ali piši na a@b.si.\nHvala!',
      'a\n\n b\t',
    ]) {
      expect(
        linkify(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }
  })

  it('leaves the sentence its punctuation', () => {
    expect(links('Glej https://spica.com/support?x=1.').map((part) => part.text)).toEqual([
      'https://spica.com/support?x=1',
    ])
    expect(links('(https://sl.wikipedia.org/wiki/A_(b))').map((part) => part.text)).toEqual([
      'https://sl.wikipedia.org/wiki/A_(b)',
    ])
  })

  it('makes nothing but https and mailto a link', () => {
    expect(links('http://a.si ftp://a.si javascript:alert(1) file:///etc/passwd data:text/html,x')).toEqual([])
    expect(links('ana@spica.si').map((part) => part.kind === 'link' && part.href)).toEqual(['mailto:ana@spica.si'])
  })
})

describe('highlight', () => {
  it('marks beginnings of words, whatever the case and the diacritics', () => {
    expect(hits(highlight('Čakalna vrsta čaka', 'cak'))).toEqual(['Čak', 'čak'])
    expect(hits(highlight('Pivovarna Laško Union', 'laško PIVO'))).toEqual(['Pivo', 'Laško'])
    expect(hits(highlight('terminal', 'minal'))).toEqual([])
  })

  it('keeps the text whole and finds no more than it was asked for', () => {
    const parts = highlight('Žičnik ŽIČNIK', 'zicnik')
    expect(parts.map((part) => part.text).join('')).toBe('Žičnik ŽIČNIK')
    expect(hits(highlight('karkoli', ''))).toEqual([])
  })

  it('marks numbers anywhere, however they are typed', () => {
    expect(hits(highlightNumber('CAS-02580-T0M2L3', '2580'))).toEqual(['2580'])
    expect(hits(highlightNumber('CAS-02580-T0M2L3', '02580 TOM'))).toEqual(['02580-T0M'])
    expect(hits(highlightNumber('CAS-02580-T0M2L3', 'xyz'))).toEqual([])
  })

  it('folds text letter for letter', () => {
    expect(foldText('ČŠŽ čšž Đ')).toBe('csz csz đ')
    expect(foldText('İß')).toHaveLength(2)
  })
})

describe('a quoted internal note', () => {
  const note = (visibility: 'public' | 'internal', body: string): ThreadItem => ({
    type: 'note',
    id: 'n',
    createdAt: 0,
    authorKind: 'agent',
    authorName: 'Ana',
    mine: true,
    visibility,
    body,
    attachments: [],
    mentions: [],
    sending: null,
  })
  const secret = 'Stranka ima potekel vzdrževalni paket, preveri pri prodaji.'

  it('is found in a reply, also when quoted or broken into lines', () => {
    expect(quotedInternalLine(`Pozdravljeni,\n> ${secret}`, [note('internal', secret)])).toBe(secret)
    expect(quotedInternalLine(secret.replace('paket, ', 'paket,\n'), [note('internal', secret)])).toBe(secret)
  })

  it('is no matter when the words are short or were public', () => {
    expect(quotedInternalLine('Hvala in lep pozdrav', [note('internal', 'Hvala in lep pozdrav')])).toBeNull()
    expect(quotedInternalLine(secret, [note('public', secret)])).toBeNull()
  })
})

describe('initials', () => {
  it('are the first letters of the first and the last name', () => {
    expect(initialsOf('Ana Zupančič')).toBe('AZ')
    expect(initialsOf('žiga van den Berg')).toBe('ŽB')
    expect(initialsOf('Špica')).toBe('ŠP')
    expect(initialsOf('  ')).toBe('')
  })
})
