import { useState } from 'react'
import type { CustomerCaseDetail } from '#shared/customer-api/cases.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useApi } from '../../app/portal.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { useConfig } from '../../session/use-session.ts'
import { casePath } from '../shared/case-address.ts'
import { ConfirmDialog } from '../shared/confirm-dialog.tsx'
import { openEstimate } from './thread.ts'

type Props = { detail: CustomerCaseDetail; hasDraft: () => boolean; onClosed: () => void }

export function CloseCase({ detail, hasDraft, onClosed }: Props) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look="plain" onClick={() => setAsking(true)}>
        {t('cases.case.close')}
      </Button>
      {asking ? (
        <CloseDialog
          detail={detail}
          hasDraft={hasDraft()}
          onEnd={(closed) => {
            setAsking(false)
            if (closed) onClosed()
          }}
        />
      ) : null}
    </>
  )
}

type DialogProps = { detail: CustomerCaseDetail; hasDraft: boolean; onEnd: (closed: boolean) => void }

function CloseDialog({ detail, hasDraft, onEnd }: DialogProps) {
  const { t } = useWords()
  const api = useApi()
  const { reopenWindowDays } = useConfig()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  async function close(): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await api.post(casePath(detail.case.id, '/close'))
      onEnd(true)
    } catch (error) {
      const found = asProblem(error)
      // Closed already, by this page before an answer was lost or by somebody else: it is what was asked for.
      if (found.code === 'no_longer_possible') return onEnd(true)
      setProblem(found)
      setBusy(false)
    }
  }

  return (
    <ConfirmDialog
      title={t('cases.case.closeTitle')}
      confirm={t(busy ? 'cases.case.closing' : 'cases.case.close')}
      cancel={t('cases.case.keepOpen')}
      busy={busy}
      onConfirm={() => void close()}
      onClose={() => onEnd(false)}
    >
      <p>{t('cases.case.closeText', { number: detail.case.caseNumber })}</p>
      {reopenWindowDays > 0 ? <p>{t('cases.case.closeReopen', { count: reopenWindowDays })}</p> : null}
      {openEstimate(detail) ? <p>{t('cases.case.closeEstimate')}</p> : null}
      {hasDraft ? <p>{t('cases.case.closeDraft')}</p> : null}
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(`shell.problem.${problem.code}`)}
        </Notice>
      ) : null}
    </ConfirmDialog>
  )
}
