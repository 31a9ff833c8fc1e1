import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { CaseDetail, ThreadItem } from '#shared/rpc/models.ts'
import { createFormat } from '../../../src-renderer/components/format.ts'
import { caseDocument, documentText } from '../../../src-renderer/features/case/document/case-document.ts'

const i18n = createInstance({ lng: 'sl', resources: RESOURCES, defaultNS: 'desk', initAsync: false })
void i18n.init()
const { t } = i18n
const format = createFormat('sl', t('time.now'))

const at = Date.UTC(2026, 10, 21, 9)
const note = (over: object) =>
  ({
    type: 'note',
    id: 'n',
    authorKind: 'agent',
    authorName: 'Maja Kotnik',
    visibility: 'public',
    body: '',
    createdAt: at,
    attachments: [],
    sending: null,
    ...over,
  }) as unknown as ThreadItem

const detail = {
  case: {
    caseNumber: 'CAS-02580-T0M2L3',
    title: 'Terminal ne dela',
    description: 'Ne odziva se.',
    status: 'in_progress',
    caseType: 'question',
    serialNumber: 'ZT-500-004711',
    warrantyRepair: null,
    createdAt: at,
    modifiedAt: at,
    closedAt: null,
  },
  contact: { firstName: 'Janez', lastName: 'Novak' },
  account: { name: 'Novak d.o.o.' },
  ownerName: 'Maja Kotnik',
  team: null,
  entitlement: null,
  attachments: [{ fileName: 'slika.png' }],
} as unknown as CaseDetail

const items = [
  note({ id: '1', body: 'Javno sporočilo.', attachments: [{ fileName: 'navodila.pdf' }] }),
  note({ id: '2', visibility: 'internal', body: 'Skrivna beseda.', attachments: [{ fileName: 'skrivno.xlsx' }] }),
  note({ id: '3', body: 'Še ni poslano.', sending: { state: 'waiting' } }),
]

const text = (internal: boolean, of = items) =>
  documentText(caseDocument({ detail, items: of, internal, now: at, t, format }), t)

describe('a case outside of the program', () => {
  it('holds no word, file or mark of internal notes unless they are asked for', () => {
    const plain = text(false)
    expect(plain).toContain('Javno sporočilo.')
    expect(plain).toContain('navodila.pdf')
    for (const hidden of ['Skrivna', 'skrivno.xlsx', t('document.internalNote'), t('document.withInternal')]) {
      expect(plain).not.toContain(hidden)
    }
  })

  it('marks them, and the whole, when they are', () => {
    const whole = text(true)
    for (const shown of ['Skrivna beseda.', 'skrivno.xlsx', t('document.internalNote'), t('document.withInternal')]) {
      expect(whole).toContain(shown)
    }
    // Asked for, but there are none: nothing warns of what is not there.
    expect(text(true, [items[0]!])).not.toContain(t('document.withInternal'))
  })

  it('begins with number, title and fields, and says what nobody else has yet', () => {
    const plain = text(false)
    expect(plain.startsWith('CAS-02580-T0M2L3 · Terminal ne dela\n')).toBe(true)
    for (const part of ['Janez Novak', 'Novak d.o.o.', 'ZT-500-004711', 'Ne odziva se.', 'slika.png']) {
      expect(plain).toContain(part)
    }
    expect(plain.split('\n').find((line) => line.includes(t('thread.waiting')))).toBeDefined()
    expect(plain.indexOf('Javno')).toBeLessThan(plain.indexOf('Še ni poslano'))
  })
})
