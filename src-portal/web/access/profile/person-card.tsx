import { useState } from 'react'
import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { LANGUAGES } from '#shared/domain/case.ts'
import { usePortal } from '../../app/portal.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField, TextField } from '../../forms/fields.tsx'
import { Form } from '../../forms/form.tsx'
import forms from '../../forms/forms.module.css'
import { useForm } from '../../forms/use-form.ts'
import { useWords } from '../../i18n/use-words.ts'
import { isLanguage } from '../../i18n/words.ts'
import { useSignedIn } from '../../session/use-session.ts'
import { missing } from '../checks.ts'
import { Done } from './done.tsx'

export function PersonCard() {
  const { t, change } = useWords()
  const { api, session } = usePortal()
  const me = useSignedIn()
  const [saved, setSaved] = useState(0)
  const form = useForm({
    name: 'profile',
    owner: me.contactId,
    initial: { firstName: me.firstName, lastName: me.lastName, phone: me.phone ?? '', language: me.language as string },
    check: (values) => missing(values, ['firstName', 'lastName', 'language']),
    send: async (values) => {
      setSaved(0)
      const after = await api.call<Me>('PATCH', CUSTOMER_PATHS.me, { body: values })
      session.set(after)
      if (after.language !== me.language && isLanguage(after.language)) await change(after.language)
      setSaved((count) => count + 1)
    },
  })
  const labels = {
    firstName: t('access.register.firstName'),
    lastName: t('access.register.lastName'),
    phone: t('access.register.phone'),
    language: t('access.register.language'),
  }
  return (
    <Card title={t('access.profile.personTitle')}>
      <Form form={form} labels={labels} label={t('access.profile.personTitle')}>
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
        <div className={forms.pair}>
          <TextField {...form.field('phone')} label={labels.phone} type="tel" autoComplete="tel" maxLength={40} />
          <SelectField
            {...form.field('language')}
            label={labels.language}
            required
            choices={LANGUAGES.map((value) => ({ value, label: t(`access.register.languages.${value}`) }))}
          />
        </div>
        <div className={forms.actions}>
          <Button type="submit" busy={form.busy}>
            {t('shell.save')}
          </Button>
          <Done count={saved}>{t('access.profile.saved')}</Done>
        </div>
      </Form>
    </Card>
  )
}
