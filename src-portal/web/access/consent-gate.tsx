import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { ConsentKind } from '#shared/domain/registration.ts'
import { usePortal } from '../app/portal.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Documents } from '../components/documents.tsx'
import { Page } from '../components/page.tsx'
import { Form } from '../forms/form.tsx'
import forms from '../forms/forms.module.css'
import { useForm } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import { useSignedIn } from '../session/use-session.ts'
import { missing } from './checks.ts'
import { ConsentField } from './consent-field.tsx'

/** Stands before every page of customers until the consents are given; there is no way around it but out. */
export function ConsentGate() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const needed = useSignedIn().consentsNeeded
  const form = useForm({
    name: 'consents',
    initial: { personal_data: false, processing: false },
    check: (values) =>
      missing(
        values,
        needed.map(({ kind }) => kind),
      ),
    send: async () => {
      session.set(await api.post<Me>(`${CUSTOMER_PATHS.me}/consents`, { consents: needed }))
    },
  })
  const labels = Object.fromEntries(needed.map(({ kind }) => [kind, t(`access.consent.${kind}.title`)]))
  return (
    <Page title={t('access.gate.title')} lead={t('access.gate.lead')}>
      <Card>
        <Form form={form} labels={labels}>
          <Documents kinds={['dataProcessing']} />
          {needed.map(({ kind, version }: { kind: ConsentKind; version: string }) => (
            <ConsentField key={kind} {...form.field(kind)} kind={kind} version={version} level={2} />
          ))}
          <div className={forms.actions}>
            <Button type="submit" busy={form.busy}>
              {t('access.gate.submit')}
            </Button>
            <Button look="link" onClick={() => void session.signOut().catch(() => session.load())}>
              {t('access.gate.decline')}
            </Button>
          </div>
        </Form>
      </Card>
    </Page>
  )
}
