import { describe, expect, it } from 'vitest'
import { cleanCode, codeFromHash, isEmail, missing, newPasswordFaults } from '#portal/web/access/checks.ts'
import { countryChoices } from '#portal/web/access/countries.ts'
import { passwordStrength } from '#portal/web/access/password-strength.ts'
import { deviceName } from '#portal/web/access/profile/device-name.ts'
import { checkRegistration, emptyRegistration, registrationRequest } from '#portal/web/access/registration-form.ts'
import { nextPage, signInFor } from '#portal/web/app/next-page.ts'
import { type PortalConfig, registrationRequest as registrationSchema } from '#shared/customer-api/access.ts'
import { pageWithCode } from '#shared/customer-api/paths.ts'

const FILLED = {
  ...emptyRegistration('sl'),
  salutation: 'mr',
  firstName: 'Peter',
  lastName: 'Žagar',
  email: 'peter@hrast.example',
  phone: '041 234 567',
  department: 'Vzdrževanje',
  company: 'Hrast d.o.o.',
  taxNumber: 'SI 12345679',
  personal_data: true,
  processing: true,
}
const CONFIG = {
  consents: [
    { kind: 'personal_data', version: '2026-11' },
    { kind: 'processing', version: '2026-11' },
  ],
} as unknown as PortalConfig

describe('the registration form', () => {
  it('takes the guide’s fields; the mobile phone alone may be left out', () => {
    expect(checkRegistration(FILLED, false)).toEqual({})
    expect(Object.keys(checkRegistration(emptyRegistration('sl'), false)).sort()).toEqual([
      'company',
      'department',
      'email',
      'firstName',
      'lastName',
      'personal_data',
      'phone',
      'processing',
      'salutation',
      'taxNumber',
    ])
  })

  it('finds what is mistyped', () => {
    expect(checkRegistration({ ...FILLED, email: 'peter@hrast' }, false)).toEqual({ email: 'invalid' })
    expect(checkRegistration({ ...FILLED, taxNumber: 'SI12345678' }, false)).toEqual({ taxNumber: 'invalid' })
    expect(checkRegistration({ ...FILLED, country: 'DE' }, false)).toEqual({ taxNumber: 'invalid' })
    expect(checkRegistration({ ...FILLED, firstName: '   ' }, false)).toEqual({ firstName: 'required' })
  })

  it('asks for both proofs or for the reason why there are none, where the portal wants proof', () => {
    expect(checkRegistration(FILLED, true)).toEqual({ explanation: 'required' })
    expect(checkRegistration({ ...FILLED, customerCode: 'K-1' }, true)).toEqual({ explanation: 'required' })
    expect(checkRegistration({ ...FILLED, customerCode: 'K-1', invoiceNumber: '7' }, true)).toEqual({})
    expect(checkRegistration({ ...FILLED, explanation: 'Novo podjetje' }, true)).toEqual({})
  })

  it('makes a request that the portal’s schema takes, with the versions that were shown', () => {
    const request = registrationRequest(FILLED, { salutation: 'Gospod', captcha: 'solved', config: CONFIG })
    expect(registrationSchema.parse(request)).toMatchObject({
      salutation: 'Gospod',
      mobile: null,
      consents: CONFIG.consents,
      language: 'sl',
    })
    const half = { ...FILLED, processing: false }
    expect(registrationRequest(half, { salutation: '', captcha: 'x', config: CONFIG }).consents).toEqual([
      CONFIG.consents[0],
    ])
  })
})

describe('the countries', () => {
  it('are all there once, Slovenia first, the rest by the alphabet of the language', () => {
    const slovene = countryChoices('sl')
    expect(slovene[0]).toEqual({ value: 'SI', label: 'Slovenija' })
    expect(new Set(slovene.map(({ value }) => value)).size).toBe(slovene.length)
    expect(slovene.length).toBe(240)
    expect(slovene.every(({ value, label }) => label !== value)).toBe(true)
    const labels = slovene.slice(7).map(({ label }) => label)
    expect(labels.indexOf('Češka')).toBeGreaterThan(labels.indexOf('Ciper'))
    expect(labels.indexOf('Češka')).toBeLessThan(labels.indexOf('Danska'))
    expect(countryChoices('en').find(({ value }) => value === 'DE')?.label).toBe('Germany')
  })
})

describe('codes', () => {
  it('come from the link, whole, and lose the spaces that mail puts in', () => {
    const code = 'p5rBouK7-PV91_A9pd'
    expect(codeFromHash(pageWithCode('activate', code).split('/activate')[1]!)).toBe(code)
    expect(codeFromHash('')).toBe('')
    expect(codeFromHash('#content')).toBe('')
    expect(cleanCode(' p5rB\n ouK7 ')).toBe('p5rBouK7')
  })
})

describe('checks', () => {
  it.each(['a@b.si', 'Ime.Priimek@podjetje.co.uk', ' a+b@c-d.si '])('take %s as an address', (text) => {
    expect(isEmail(text)).toBe(true)
  })
  it.each(['', 'a', 'a@b', 'a b@c.si', 'a@b..si', 'a@b.si,c@d.si', '@b.si'])('refuse %s', (text) => {
    expect(isEmail(text)).toBe(false)
  })
  it('find what is empty or not ticked', () => {
    expect(missing({ a: ' ', b: 'x', c: false, d: true }, ['a', 'b', 'c', 'd'])).toEqual({
      a: 'required',
      c: 'required',
    })
  })
  it('name the fault of a new password and of its repetition', () => {
    expect(newPasswordFaults('', '')).toEqual({ password: 'required', repeated: 'required' })
    expect(newPasswordFaults('Kratko', 'Kratko')).toEqual({ password: 'too_short', repeated: undefined })
    expect(newPasswordFaults('brezvelike', 'brez')).toEqual({ password: 'no_capital', repeated: 'mismatch' })
    expect(newPasswordFaults('Zelena-Lipa', 'Zelena-Lipa')).toEqual({ password: undefined, repeated: undefined })
  })
})

describe('the strength of a password', () => {
  it.each([
    ['', 0],
    ['Geslo123', 1],
    ['Aaaaaaaaaaaa', 1],
    ['Abcdefgh', 1],
    ['Lipa7bor', 2],
    ['Zelena-Lipa-7', 4],
    ['Zelena-Lipa-Ob-Potoku-7', 4],
  ])('of %s is %d', (password, strength) => expect(passwordStrength(password)).toBe(strength))

  it('never falls with another word', () => {
    expect(passwordStrength('korenje juha')).toBeLessThanOrEqual(passwordStrength('korenje juha miza'))
  })
})

describe('where one goes after signing in', () => {
  it('is back where one came from', () => {
    expect(nextPage(signInFor('/cases/7?x=č').split('?').slice(1).join('?'))).toBe('/cases/7?x=č')
    expect(signInFor('/')).toBe('/sign-in')
    expect(nextPage('')).toBe('/cases')
  })
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', ''])(
    'is never another site: %s',
    (next) => expect(nextPage(`next=${encodeURIComponent(next)}`)).toBe('/cases'),
  )
})

describe('the name of a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
      'Edge, Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, macOS'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', ''],
  ])('of %s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name))
})
