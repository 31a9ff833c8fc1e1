import { describe, expect, test } from 'vitest'
import { htmlToText } from '#portal/mail/inbound/html-text.ts'
import { replyText } from '#portal/mail/inbound/reply-text.ts'
import { asHtml, type Letter } from '#portal/mail/layout.ts'

const MARK = '— Odgovor napišite nad to vrstico —'
const OURS = [
  MARK,
  '',
  'Pozdravljeni,',
  '',
  'v vašem zahtevku je prišlo do spremembe:',
  '',
  '* Nova opomba · Ana, Špica',
]
const quoted = OURS.map((line) => `> ${line}`.trimEnd())

describe('of a reply only the reply is kept', () => {
  test.each<[name: string, text: string[], reply: string]>([
    [
      'Gmail in Slovene',
      [
        'Terminal dela.',
        '',
        'V V pet., 20. nov. 2026 ob 09:22 je oseba Podpora <podpora@spica.example> napisala:',
        '',
        ...quoted,
      ],
      'Terminal dela.',
    ],
    [
      'Gmail, its introduction broken in two',
      [
        'Terminal dela.',
        '',
        'V V pet., 20. nov. 2026 ob 09:22 je oseba Podpora <',
        'podpora@spica.example> napisala:',
        '',
        ...quoted,
      ],
      'Terminal dela.',
    ],
    ['Thunderbird in Slovene', ['Hvala!', '', 'Dne 20. 11. 2026 ob 9:22 je Podpora napisal(a):', ...quoted], 'Hvala!'],
    [
      'Apple Mail in English',
      ['Thanks.', '', 'On 20 Nov 2026, at 09:22, Support <s@spica.example> wrote:', '', ...quoted],
      'Thanks.',
    ],
    [
      'Outlook in Slovene, which marks no line',
      [
        'Prilagam sliko.',
        '',
        '________________________________',
        'Od: Podpora <podpora@spica.example>',
        'Poslano: petek, 20. november 2026 09:22',
        'Za: Maja Žagar',
        'Zadeva: CAS-02580: nova opomba CRM:0000001',
        '',
        ...OURS,
      ],
      'Prilagam sliko.',
    ],
    [
      'Outlook in English',
      [
        'Done.',
        '',
        'From: Support <s@spica.example>',
        'Sent: Friday, November 20, 2026 9:22 AM',
        'To: Maja',
        'Subject: CAS',
        '',
        'whatever stood there',
      ],
      'Done.',
    ],
    [
      'a program that leaves our line alone',
      ['Prva vrstica', 'druga vrstica', '', ...OURS],
      'Prva vrstica\ndruga vrstica',
    ],
    [
      'answers between the quoted lines',
      ['On 20 Nov 2026, Support wrote:', '> Which model?', 'Zone Touch 500.', '> Since when?', 'Since Monday.'],
      'Zone Touch 500.\nSince Monday.',
    ],
    [
      'an answer below the quote',
      ['Dne 20. 11. 2026 ob 9:22 je Podpora napisal(a):', ...quoted, '', 'Pišem spodaj.'],
      'Pišem spodaj.',
    ],
    ['a signature behind two dashes', ['Deluje.', '', '-- ', 'Maja Žagar', 'Lesna d.o.o.', '01 555 01 23'], 'Deluje.'],
    [
      'how a Slovene letter ends',
      ['Še vedno ne dela.', '', 'Lep pozdrav,', 'Maja Žagar', 'Lesna d.o.o.'],
      'Še vedno ne dela.',
    ],
    ["a telephone's line", ['V redu', '', 'Poslano iz mojega iPhona'], 'V redu'],
    ["Outlook's line on a telephone", ['V redu', '', 'Prenesite Outlook za Android'], 'V redu'],
  ])('%s', (_, text, reply) => {
    expect(replyText(text.join('\n'))).toBe(reply)
    expect(replyText(text.join('\r\n'))).toBe(reply)
  })
})

describe('words are rather kept than lost', () => {
  test.each<[name: string, text: string[]]>([
    ['nothing but a closing', ['Lep pozdrav']],
    ['a closing with a postscript', ['Deluje.', 'Lep pozdrav, Maja', 'P.S. Pošljite še račun.']],
    [
      'a log with separators',
      [
        'Dnevnik:',
        '====',
        ...Array.from({ length: 30 }, (_, n) => `${n}: napaka 0x${n}`),
        '----',
        'konec dnevnika in še vprašanje, ki je zadaj.',
      ],
    ],
    ['lines that begin with > without a quote', ['Vtipkal sem:', '> ping 10.0.0.1', 'in ni odgovora']],
    ['a line that only looks like a sender', ['From: tega priključka naprej ni signala', 'Kaj naj storim?']],
  ])('%s', (_, text) => {
    expect(replyText(text.join('\n'))).toBe(text.join('\n'))
  })

  test('a reply written below what no line marks is kept with all the rest', () => {
    const text = [...OURS, '', 'Tukaj je moj odgovor.']
    expect(replyText(text.join('\n'))).toContain('Tukaj je moj odgovor.')
  })

  test('a long letter keeps its beginning', () => {
    const long = Array.from({ length: 2000 }, (_, n) => `vrstica ${n}`).join('\n')
    expect(replyText(`${long}\n\nLep pozdrav\nMaja`)).toBe(long)
  })
})

test('letters made to take long do not', () => {
  const cruel = [
    'abc. skrev\n'.repeat(9000),
    'Op \nschreef'.repeat(9000),
    'On a b '.repeat(14_000),
    `Dne ${'je napisal '.repeat(9000)}`,
    '>'.repeat(100_000),
    '_'.repeat(100_000),
    `${' '.repeat(50_000)}\n`.repeat(2),
    `Terminal ne dela.\n${'lp\n'.repeat(100_000)}`,
    `Terminal ne dela.\n${'Poslano iz telefona\n'.repeat(20_000)}`,
  ]
  const before = performance.now()
  for (const text of cruel) replyText(text)
  expect(performance.now() - before).toBeLessThan(5000)
})

describe('a letter that is HTML alone', () => {
  test("holds nothing of the portal's own letter below it, whatever stands between them", () => {
    const letter: Letter = {
      language: 'sl',
      title: 'x',
      above: MARK,
      parts: [{ type: 'text', text: 'v vašem zahtevku je prišlo do spremembe:' }],
      greeting: 'Pozdravljeni,',
      signature: ['Špica international d.o.o.'],
    }
    expect(replyText(htmlToText(`<div>Terminal dela.</div><br>${asHtml(letter)}`))).toBe('Terminal dela.')
  })

  test('becomes text, its quote marked', () => {
    const html = `<html><head><style>p{color:red}</style><title>t</title></head><body><div>Pozdravljeni,<br>terminal &amp; bralnik <b>delata</b>.</div>
      <ul><li>ena</li><li>dve</li></ul><script>alert(1)</script>
      <div class="gmail_quote"><div>On 20 Nov 2026, Support wrote:<br></div><blockquote><p>${MARK}</p><p>Kaj je novega?</p></blockquote></div></body></html>`
    const text = htmlToText(html)
    expect(text).toContain('> Kaj je novega?')
    expect(text).not.toMatch(/alert|color|<|&amp;/)
    expect(replyText(text)).toBe('Pozdravljeni,\nterminal & bralnik delata.\n• ena\n• dve')
  })

  test('however deep and broken it is', () => {
    const before = performance.now()
    expect(htmlToText(`${'<div><blockquote>'.repeat(20_000)}globoko`).length).toBeLessThan(100_000)
    expect(htmlToText('<p>ena<p>dva</blockquote></p> tri')).toBe('ena\n\ndva\n\ntri')
    expect(htmlToText(`${'<font>'.repeat(300)}Terminal dela.`)).toBe('Terminal dela.')
    for (const never of ['</i>', '</p>']) {
      expect(htmlToText(`${'<b>'.repeat(100_000)}${never.repeat(100_000)}<div>Terminal dela.</div>`)).toBe(
        'Terminal dela.',
      )
    }
    expect(htmlToText('<td>da'.repeat(300_000))).toHaveLength(900_000 - 1)
    expect(performance.now() - before).toBeLessThan(5000)
  })
})

test.each([
  ['V dnevniku terminala piše:', 'ERROR 55', 'Kaj naj naredimo?'],
  ['Sodelavec je včeraj v poročilo napisal:', 'vrata 3 se ne odpirajo', 'Lahko pridete?'],
  ['On Monday our admin wrote:', 'the reader is dead', 'What now?'],
])('a customer who quotes somebody else in the own words keeps them: %s', (...lines) => {
  const text = ['Pozdravljeni,', ...lines].join('\n')
  expect(replyText(text)).toBe(text)
})
