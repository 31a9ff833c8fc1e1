import { IconReceiptEuro } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { CustomerEstimate } from '#shared/customer-api/cases.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { isPastValidity } from '#shared/domain/estimate.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { useFormat } from '../shared/format.ts'
import { type Answer, AnswerDialog } from './answer-dialog.tsx'
import classes from './estimate.module.css'
import { EstimateItems } from './estimate-items.tsx'

type Props = {
  caseId: string
  estimate: CustomerEstimate
  /** `gone`: it could not be answered any more. */
  onAnswered: (how: 'approved' | 'declined' | 'gone') => void
}

/** The estimate that waits: what it will cost, and the answer, with a question before it counts. */
export function OpenEstimate({ caseId, estimate, onAnswered }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const id = useId()
  const [asking, setAsking] = useState<Answer | null>(null)
  const past = isPastValidity(estimate.validUntil, dayInLjubljana(Date.now()))
  return (
    <section className={classes.open} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        <IconReceiptEuro size={24} stroke={2} aria-hidden="true" />
        {t('cases.estimate.waits')}
      </h2>
      <p>{t('cases.estimate.explain')}</p>
      <p className={classes.meta}>
        {estimate.agentName ? <span>{t('cases.estimate.from', { name: estimate.agentName })}</span> : null}
        <span>{t('cases.estimate.createdAt', { day: format.date(estimate.createdAt) })}</span>
        <span className={classes.valid}>
          {t('cases.estimate.validUntil', { day: format.day(estimate.validUntil) })}
        </span>
      </p>
      <EstimateItems items={estimate.items} />
      {estimate.note ? (
        <div className={classes.note}>
          <h3>{t('cases.estimate.note')}</h3>
          <p className={classes.text}>{estimate.note}</p>
        </div>
      ) : null}
      {past ? (
        <Notice tone="waiting">{t('cases.estimate.pastDay')}</Notice>
      ) : (
        <div className={classes.actions}>
          <Button onClick={() => setAsking('approve')}>{t('cases.estimate.approve')}</Button>
          <Button look="danger" onClick={() => setAsking('decline')}>
            {t('cases.estimate.decline')}
          </Button>
        </div>
      )}
      {asking ? (
        <AnswerDialog
          caseId={caseId}
          estimate={estimate}
          answer={asking}
          onEnd={(how) => {
            setAsking(null)
            if (how !== 'not_yet') onAnswered(how)
          }}
        />
      ) : null}
    </section>
  )
}
