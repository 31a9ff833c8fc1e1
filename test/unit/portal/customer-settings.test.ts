import { expect, it } from 'vitest'
import { CustomerSettingsError, chooseCustomerSettings } from '#portal/customers/choose-settings.ts'
import { RMA_LINE_STATES } from '#shared/domain/rma-line.ts'

it('asks for no proof and for the consents where nothing is said', () => {
  expect(chooseCustomerSettings({})).toMatchObject({
    proof: false,
    consentGate: true,
    reopenWindowDays: 14,
    invitationDays: undefined,
    rmaMailSteps: undefined,
  })
})

it('takes what the environment says', () => {
  const settings = chooseCustomerSettings({
    PORTAL_PROOF: 'true',
    PORTAL_CONSENT_GATE: 'false',
    PORTAL_REOPEN_DAYS: '0',
    PORTAL_INVITATION_DAYS: '3',
    PORTAL_CONTACT_EMAIL: 'pomoc@podjetje.example',
    PORTAL_CONTACT_HOURS_SL: 'od 7.00 do 15.00',
  })
  expect(settings).toMatchObject({ proof: true, consentGate: false, reopenWindowDays: 0, invitationDays: 3 })
  expect(settings.contact).toMatchObject({ email: 'pomoc@podjetje.example', hours: { sl: 'od 7.00 do 15.00' } })
})

it('tells customers of the steps of repairs that are chosen', () => {
  const steps = (text: string) => chooseCustomerSettings({ PORTAL_RMA_MAILS: text }).rmaMailSteps
  expect(steps('received, shipped')).toEqual(['received', 'shipped'])
  expect(steps('none')).toEqual([])
  expect(steps('all')).toEqual(RMA_LINE_STATES)
})

it('links to the texts that are named, here or elsewhere, and to nothing else', () => {
  expect(chooseCustomerSettings({}).documents).toEqual({ conditions: null, priceList: null, dataProcessing: null })
  const { documents } = chooseCustomerSettings({
    PORTAL_CONDITIONS_URL: 'https://www.podjetje.example/pogoji?jezik=sl',
    PORTAL_PRICE_LIST_URL: '/help#contact',
  })
  expect(documents).toEqual({
    conditions: 'https://www.podjetje.example/pogoji?jezik=sl',
    priceList: '/help#contact',
    dataProcessing: null,
  })
})

it.each([
  ['PORTAL_CONDITIONS_URL', 'javascript:alert(1)'],
  ['PORTAL_CONDITIONS_URL', '//drugje.example'],
  ['PORTAL_PRICE_LIST_URL', 'cenik.pdf'],
  ['PORTAL_DATA_PROCESSING_URL', 'https://'],
  ['PORTAL_PROOF', 'da'],
  ['PORTAL_CONSENT_GATE', '1'],
  ['PORTAL_INVITATION_DAYS', '0'],
  ['PORTAL_REOPEN_DAYS', '-1'],
  ['PORTAL_RMA_MAILS', 'received,sent'],
  ['PORTAL_CONTACT_EMAIL', 'nekaj'],
])('refuses %s=%s', (name, text) => {
  expect(() => chooseCustomerSettings({ [name]: text })).toThrow(CustomerSettingsError)
  expect(() => chooseCustomerSettings({ [name]: text })).toThrow(name)
})
