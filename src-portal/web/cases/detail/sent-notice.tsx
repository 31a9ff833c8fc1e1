import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { CustomerCaseDetail } from '#shared/customer-api/cases.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'

/** What brought the reader here; history keeps it beside the address. */
export type Arrival = 'sent' | 'followUp' | null

export function readArrival(state: unknown): Arrival {
  const { sent, followUp } = Object(state)
  return sent === true ? 'sent' : followUp === true ? 'followUp' : null
}

/** The number of the new case, and what happens next. */
export function SentNotice({ detail, arrival }: { detail: CustomerCaseDetail; arrival: Exclude<Arrival, null> }) {
  const { t } = useWords()
  const [location, navigate] = useLocation()
  const number = detail.case.caseNumber
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  return (
    <div ref={place} tabIndex={-1}>
      <Notice
        tone="good"
        role="status"
        title={t(arrival === 'sent' ? 'cases.sent.title' : 'cases.note.followedUp', { number })}
      >
        {arrival === 'sent' ? <p>{t('cases.sent.mail')}</p> : null}
        {arrival === 'sent' && detail.case.caseType === 'rma' ? <p>{t('cases.sent.rma', { number })}</p> : null}
        <p>
          <strong>{t('cases.sent.next')}:</strong> {t('cases.create.next')}
        </p>
        <p>
          <Button look="link" onClick={() => navigate(location, { replace: true, state: null })}>
            {t('cases.sent.close')}
          </Button>
        </p>
      </Notice>
    </div>
  )
}
