import { useState } from 'react'
import type { CustomerEstimate } from '#shared/customer-api/cases.ts'
import { estimateTotals } from '#shared/domain/estimate.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useApi } from '../../app/portal.ts'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { TextArea } from '../form/field.tsx'
import { casePath } from '../shared/case-address.ts'
import { ConfirmDialog } from '../shared/confirm-dialog.tsx'
import { useFormat } from '../shared/format.ts'

export type Answer = 'approve' | 'decline'
const MAX_REASON_LENGTH = 2000

type Props = {
  caseId: string
  estimate: CustomerEstimate
  answer: Answer
  onEnd: (how: 'approved' | 'declined' | 'gone' | 'not_yet') => void
}

/** Says the amount once more before the answer counts. */
export function AnswerDialog({ caseId, estimate, answer, onEnd }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const api = useApi()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const totals = estimateTotals(estimate.items)
  const amounts = { net: format.money(totals.net), gross: format.money(totals.gross) }
  const tooLong = reason.trim().length > MAX_REASON_LENGTH

  async function send(): Promise<void> {
    if (tooLong) return
    setBusy(true)
    setProblem(null)
    try {
      await api.post(casePath(caseId, `/estimates/${encodeURIComponent(estimate.id)}`), {
        answer,
        reason: reason.trim() || null,
      })
      onEnd(answer === 'approve' ? 'approved' : 'declined')
    } catch (error) {
      const found = asProblem(error)
      if (found.code === 'no_longer_possible') return onEnd('gone')
      setProblem(found)
      setBusy(false)
    }
  }

  return (
    <ConfirmDialog
      title={t(`cases.estimate.${answer}Title`, amounts)}
      confirm={busy ? t('cases.estimate.answering') : t(`cases.estimate.${answer}Confirm`, amounts)}
      cancel={t('cases.estimate.cancel')}
      look={answer === 'approve' ? 'primary' : 'danger'}
      busy={busy}
      onConfirm={() => void send()}
      onClose={() => onEnd('not_yet')}
    >
      <p>{t(`cases.estimate.${answer}Text`, amounts)}</p>
      {answer === 'decline' ? (
        <TextArea
          label={t('cases.estimate.declineReason')}
          rows={3}
          value={reason}
          readOnly={busy}
          onChange={setReason}
          fault={tooLong ? t('cases.fault.too_long', { max: MAX_REASON_LENGTH }) : null}
        />
      ) : null}
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(`shell.problem.${problem.code}`)}
        </Notice>
      ) : null}
    </ConfirmDialog>
  )
}
