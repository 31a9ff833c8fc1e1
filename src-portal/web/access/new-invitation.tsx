import { useState } from 'react'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { useWords } from '../i18n/use-words.ts'
import { EmailRequest } from './email-request.tsx'

/** `open`: the code that was tried is of no use any more. */
export function NewInvitation({ open }: { open: boolean }) {
  const { t } = useWords()
  const [asked, setAsked] = useState(false)
  if (!open && !asked) {
    return (
      <div>
        <Button look="link" onClick={() => setAsked(true)}>
          {t('access.activate.needNew')}
        </Button>
      </div>
    )
  }
  return (
    <Card title={t('access.activate.newTitle')}>
      <p>{t('access.activate.newText')}</p>
      <EmailRequest
        name="new-invitation"
        path={`${CUSTOMER_PATHS.invitation}/new`}
        submit={t('access.activate.newSubmit')}
        sentTitle={t('access.activate.newSentTitle')}
        sent={t('access.activate.newSent')}
      />
    </Card>
  )
}
