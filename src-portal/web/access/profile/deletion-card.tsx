import { useState } from 'react'
import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { usePortal } from '../../app/portal.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Notice } from '../../components/notice.tsx'
import { useDates } from '../../components/use-dates.ts'
import { Form } from '../../forms/form.tsx'
import forms from '../../forms/forms.module.css'
import { PasswordField } from '../../forms/password-field.tsx'
import { useProblemWords } from '../../forms/problem-words.ts'
import { useForm } from '../../forms/use-form.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../../session/use-session.ts'
import { missing } from '../checks.ts'
import { withPassword } from './with-password.ts'

const PATH = `${CUSTOMER_PATHS.me}/deletion`

/** A request, which the agents carry out; until then it can be taken back. */
export function DeletionCard() {
  const { t } = useWords()
  const { deletionRequestedAt } = useSignedIn()
  return (
    <Card title={t('access.profile.deleteTitle')}>
      {deletionRequestedAt === null ? <Ask /> : <Waiting since={deletionRequestedAt} />}
    </Card>
  )
}

function Ask() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const [asking, setAsking] = useState(false)
  const form = useForm({
    name: 'deletion',
    initial: { password: '' },
    secret: ['password'],
    check: (values) => missing(values, ['password']),
    send: async ({ password }) => {
      await withPassword('password', () => api.post(PATH, { password }))
      session.set(await api.get<Me>(CUSTOMER_PATHS.me))
    },
  })
  const labels = { password: t('access.profile.deletePassword') }
  return (
    <>
      <p>{t('access.profile.deleteText')}</p>
      {asking ? (
        <Form form={form} labels={labels} label={t('access.profile.deleteTitle')}>
          <PasswordField {...form.field('password')} label={labels.password} required autoComplete="current-password" />
          <div className={forms.actions}>
            <Button type="submit" look="danger" busy={form.busy}>
              {t('access.profile.deleteSubmit')}
            </Button>
            <Button look="link" onClick={() => setAsking(false)}>
              {t('shell.cancel')}
            </Button>
          </div>
        </Form>
      ) : (
        <div>
          <Button look="danger" onClick={() => setAsking(true)}>
            {t('access.profile.deleteStart')}
          </Button>
        </div>
      )}
    </>
  )
}

function Waiting({ since }: { since: number }) {
  const { t } = useWords()
  const { api, session } = usePortal()
  const { dateTime } = useDates()
  const problemWords = useProblemWords()
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const takeBack = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await api.call('DELETE', PATH)
      session.set(await api.get<Me>(CUSTOMER_PATHS.me))
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }
  return (
    <>
      <Notice tone="waiting" role="status" title={t('access.profile.deleteWaitingTitle')}>
        <p>{t('access.profile.deleteWaiting', { when: dateTime(since) })}</p>
      </Notice>
      {problem ? (
        <Notice tone="danger" role="alert">
          <p>{problemWords(problem)}</p>
        </Notice>
      ) : null}
      <div>
        <Button look="plain" busy={busy} onClick={() => void takeBack()}>
          {t('access.profile.deleteTakeBack')}
        </Button>
      </div>
    </>
  )
}
