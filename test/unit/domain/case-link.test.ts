import { describe, expect, it } from 'vitest'
import { caseHash, caseLink, caseOfHash, caseOfLink } from '#shared/domain/case-link.ts'

const NUMBER = 'CAS-02580-T0M2L3'

describe('a link to a case', () => {
  it('comes back as the case', () => {
    expect(caseOfLink(caseLink(NUMBER))).toBe(NUMBER)
    expect(caseOfHash(caseHash(NUMBER))).toBe(NUMBER)
  })

  it.each([
    'spica-desk://case/cas-02580-t0m2l3',
    'SPICA-DESK://CASE/CAS-02580-T0M2L3',
    // Windows and browsers end it with a slash.
    'spica-desk://case/CAS-02580-T0M2L3/',
  ])('reads %s', (url) => {
    expect(caseOfLink(url)).toBe(NUMBER)
  })

  it('takes letters that people read as digits', () => {
    expect(caseOfLink('spica-desk://case/CAS-O258O-TOM2L3')).toBe('CAS-O258O-TOM2L3')
  })

  it.each([
    '',
    NUMBER,
    'spica-desk:case/CAS-02580-T0M2L3',
    'spica-desk://case/',
    'spica-desk://case/CAS-02580',
    'spica-desk://rma/CAS-02580-T0M2L3',
    'spica-desk://case/CAS-02580-T0M2L3/resolve',
    'spica-desk://case/CAS-02580-T0M2L3?send=1',
    'spica-desk://case/CAS-02580-T0M2L3#/settings',
    'spica-desk://case/CAS-02580-T0M2L3 --profile=/tmp',
    'spica-desk://case/CAS-02580-T0M2L3%20--profile',
    'spica-desk://case/../CAS-02580-T0M2L3',
    'spica-desk://case@evil.example/CAS-02580-T0M2L3',
    'spica-desk://evil.example/case/CAS-02580-T0M2L3',
    'https://evil.example/?spica-desk://case/CAS-02580-T0M2L3',
    'spica-desk://case/CAS-02580-T0M2L3\n',
    `spica-desk://case/CAS-${'0'.repeat(5_000)}-T0M2L3`,
    'javascript:spica-desk://case/CAS-02580-T0M2L3',
  ])('says nothing with %s', (url) => {
    expect(caseOfLink(url)).toBeNull()
  })

  it.each([
    '',
    '#/',
    '#/case/',
    '#/case/x',
    '#/queue/open/CAS-02580-T0M2L3',
    '#/case/CAS-02580-T0M2L3/x',
    '#/settings',
  ])('leaves the address %s alone', (hash) => {
    expect(caseOfHash(hash)).toBeNull()
  })
})
