import { useMemo } from 'react'
import { LANGUAGES } from '#shared/domain/case.ts'
import { SelectField, TextArea, TextField } from '../forms/fields.tsx'
import forms from '../forms/forms.module.css'
import type { Form } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import { countryChoices } from './countries.ts'
import { type RegistrationValues, SALUTATIONS } from './registration-form.ts'

type Props = { form: Form<RegistrationValues> }

/** The guide's own labels, in the order of the page. */
export function useRegistrationLabels(): Record<keyof RegistrationValues, string> {
  const { t } = useWords()
  return {
    salutation: t('access.register.salutation'),
    firstName: t('access.register.firstName'),
    lastName: t('access.register.lastName'),
    email: t('access.register.email'),
    phone: t('access.register.phone'),
    mobile: t('access.register.mobile'),
    department: t('access.register.department'),
    language: t('access.register.language'),
    company: t('access.register.company'),
    taxNumber: t('access.register.taxNumber'),
    country: t('access.register.country'),
    customerCode: t('access.register.customerCode'),
    invoiceNumber: t('access.register.invoiceNumber'),
    explanation: t('access.register.explanation'),
    personal_data: t('access.consent.personal_data.title'),
    processing: t('access.consent.processing.title'),
  }
}

export function PersonFields({ form }: Props) {
  const { t } = useWords()
  const labels = useRegistrationLabels()
  return (
    <>
      <div className={forms.pair}>
        <SelectField
          {...form.field('salutation')}
          label={labels.salutation}
          required
          empty={t('shell.form.choose')}
          choices={SALUTATIONS.map((value) => ({ value, label: t(`access.register.salutations.${value}`) }))}
        />
      </div>
      <div className={forms.pair}>
        <TextField
          {...form.field('firstName')}
          label={labels.firstName}
          required
          autoComplete="given-name"
          maxLength={100}
        />
        <TextField
          {...form.field('lastName')}
          label={labels.lastName}
          required
          autoComplete="family-name"
          maxLength={100}
        />
      </div>
      <TextField
        {...form.field('email')}
        label={labels.email}
        hint={t('access.register.emailHint')}
        required
        type="email"
        autoComplete="email"
        maxLength={254}
        plain
      />
      <div className={forms.pair}>
        <TextField
          {...form.field('phone')}
          label={labels.phone}
          required
          type="tel"
          autoComplete="tel"
          maxLength={40}
        />
        <TextField {...form.field('mobile')} label={labels.mobile} type="tel" autoComplete="tel" maxLength={40} />
      </div>
      <TextField
        {...form.field('department')}
        label={labels.department}
        required
        autoComplete="organization-title"
        maxLength={100}
      />
      <SelectField
        {...form.field('language')}
        label={labels.language}
        hint={t('access.register.languageHint')}
        required
        choices={LANGUAGES.map((value) => ({ value, label: t(`access.register.languages.${value}`) }))}
      />
    </>
  )
}

export function CompanyFields({ form }: Props) {
  const { t, language } = useWords()
  const labels = useRegistrationLabels()
  const countries = useMemo(() => countryChoices(language), [language])
  return (
    <>
      <TextField
        {...form.field('company')}
        label={labels.company}
        required
        autoComplete="organization"
        maxLength={200}
      />
      <TextField
        {...form.field('taxNumber')}
        label={labels.taxNumber}
        hint={t('access.register.taxNumberHint')}
        required
        maxLength={30}
        plain
      />
      <SelectField
        {...form.field('country')}
        label={labels.country}
        required
        autoComplete="country"
        choices={countries}
      />
    </>
  )
}

export function ProofFields({ form }: Props) {
  const { t } = useWords()
  const labels = useRegistrationLabels()
  return (
    <>
      <div className={forms.pair}>
        <TextField {...form.field('customerCode')} label={labels.customerCode} maxLength={40} plain />
        <TextField {...form.field('invoiceNumber')} label={labels.invoiceNumber} maxLength={40} plain />
      </div>
      <TextArea
        {...form.field('explanation')}
        label={labels.explanation}
        hint={t('access.register.explanationHint')}
        rows={4}
        maxLength={2000}
      />
    </>
  )
}
