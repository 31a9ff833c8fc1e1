import { useState } from 'react'
import type { z } from 'zod'
import type { applicantQuestion } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { useApi } from '../app/portal.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Loading } from '../components/loading.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { TextArea } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import forms from '../forms/forms.module.css'
import { useProblemWords } from '../forms/problem-words.ts'
import { useForm } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './access.module.css'
import { missing } from './checks.ts'
import { useHashCode } from './use-hash-code.ts'
import { useOnce } from './use-once.ts'

type Question = z.infer<typeof applicantQuestion>

/** What the help desk wants to know before it decides about a registration. */
export function QuestionPage() {
  const { t } = useWords()
  const api = useApi()
  const code = useHashCode()
  const problemWords = useProblemWords()
  const { answer: question, problem } = useOnce(() => api.post<Question>(CUSTOMER_PATHS.question, { code }))
  return (
    <Page title={t('access.question.title')}>
      {problem ? (
        <Notice tone="danger" role="alert">
          <p>{problemWords(problem)}</p>
        </Notice>
      ) : question === null ? (
        <Loading />
      ) : question.answered ? (
        <Notice tone="good">
          <p>{t('access.question.answered')}</p>
        </Notice>
      ) : (
        <Answer question={question} code={code} />
      )}
    </Page>
  )
}

function Answer({ question, code }: { question: Question; code: string }) {
  const { t } = useWords()
  const api = useApi()
  const [sent, setSent] = useState(false)
  const form = useForm({
    name: 'answer',
    initial: { answer: '' },
    check: (values) => missing(values, ['answer']),
    send: async ({ answer }) => {
      await api.post(`${CUSTOMER_PATHS.question}/answer`, { code, answer })
      setSent(true)
    },
  })
  if (sent) {
    return (
      <Notice tone="good" role="status" title={t('access.question.sentTitle')}>
        <p>{t('access.question.sent')}</p>
      </Notice>
    )
  }
  const labels = { answer: t('access.question.answer') }
  return (
    <Card>
      <p>{t('access.question.greeting', { name: question.firstName })}</p>
      <p className={classes.asked}>{question.question}</p>
      <Form form={form} labels={labels}>
        <TextArea {...form.field('answer')} label={labels.answer} required rows={6} maxLength={2000} />
        <div className={forms.actions}>
          <Button type="submit" busy={form.busy}>
            {t('access.question.submit')}
          </Button>
        </div>
      </Form>
    </Card>
  )
}
