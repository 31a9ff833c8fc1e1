import type { PortalConfig, RegistrationRequest } from '#shared/customer-api/access.ts'
import type { Language } from '#shared/domain/case.ts'
import { isTaxNumber } from '#shared/domain/tax-number.ts'
import type { FieldFaults } from '../forms/use-form.ts'
import { faultsOf, isEmail, missing } from './checks.ts'

export const SALUTATIONS = ['ms', 'mr', 'none'] as const
export type Salutation = (typeof SALUTATIONS)[number]

export type RegistrationValues = {
  salutation: string
  firstName: string
  lastName: string
  email: string
  phone: string
  mobile: string
  department: string
  company: string
  taxNumber: string
  country: string
  language: string
  customerCode: string
  invoiceNumber: string
  explanation: string
  personal_data: boolean
  processing: boolean
}

export const emptyRegistration = (language: Language): RegistrationValues => ({
  salutation: '',
  firstName: '',
  lastName: '',
  email: '',
  phone: '',
  mobile: '',
  department: '',
  company: '',
  taxNumber: '',
  country: 'SI',
  language,
  customerCode: '',
  invoiceNumber: '',
  explanation: '',
  personal_data: false,
  processing: false,
})

const REQUIRED = [
  'salutation',
  'firstName',
  'lastName',
  'email',
  'phone',
  'department',
  'company',
  'taxNumber',
  'country',
  'language',
  'personal_data',
  'processing',
] as const satisfies readonly (keyof RegistrationValues)[]

/** `proof`: customer code and invoice number are asked for; whoever has none says why. */
export function checkRegistration(values: RegistrationValues, proof: boolean): FieldFaults<RegistrationValues> {
  const proven = values.customerCode.trim() !== '' && values.invoiceNumber.trim() !== ''
  return {
    ...faultsOf<RegistrationValues>({
      email: isEmail(values.email) ? undefined : 'invalid',
      taxNumber: isTaxNumber(values.taxNumber, values.country) ? undefined : 'invalid',
      explanation: !proof || proven || values.explanation.trim() !== '' ? undefined : 'required',
    }),
    ...missing(values, REQUIRED),
  }
}

/** `salutation`: the words that were chosen, as they stand on the page. */
export function registrationRequest(
  values: RegistrationValues,
  { salutation, captcha, config }: { salutation: string; captcha: string; config: PortalConfig },
): RegistrationRequest {
  const { personal_data, processing, language, ...fields } = values
  const agreed = { personal_data, processing }
  return {
    ...fields,
    salutation,
    language: language === 'en' ? 'en' : 'sl',
    consents: config.consents.filter(({ kind }) => agreed[kind]),
    captcha,
  }
}
