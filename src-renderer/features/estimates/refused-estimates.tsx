import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { estimateTotals } from '#shared/domain/estimate.ts'
import type { RefusedEstimate } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { failureWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { isTouched, valuesOf } from './estimate-form.ts'

type Props = { caseId: string; refused: readonly RefusedEstimate[] }

/** What the portal did not take, in the case where it was made; the sync page has all that can be done about it. */
export function RefusedEstimates({ caseId, refused }: Props) {
  return refused.map((one) => <Refused key={one.opId} caseId={caseId} refused={one} />)
}

function Refused({
  caseId,
  refused: { opId, kind, state, estimate, problem },
}: Omit<Props, 'refused'> & { refused: RefusedEstimate }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const change = useChange()
  const { estimates } = useScreen()
  const form = useStore(estimates.state, (forms) => forms[caseId])
  // Another one that was begun is not written over; and what may have taken effect is not sent twice.
  const editable = estimate !== null && state === 'rejected' && !(form && isTouched(form.values))
  const words = problem && failureWords({ kind: 'problem', problem }, t)

  async function editAgain() {
    if (!estimate) return
    await estimates.restore(caseId)
    const begun = estimates.state.getState()[caseId]
    if (!begun || !isTouched(begun.values)) {
      estimates.change(caseId, valuesOf(estimate, format))
      // Kept on the desk before the operation that holds the words goes.
      await estimates.flush(caseId)
      await change((desk) => desk.sync.withdraw({ opId }))
    }
    navigation.estimate()
  }

  const what = t(kind === 'estimate.send' ? 'operations.estimate' : 'operations.estimateWithdrawn')
  return (
    <Notice
      tone="danger"
      title={`${what}: ${t(`thread.${state}`)}`}
      live="status"
      actions={
        <>
          {editable && (
            <Button size="compact-sm" onClick={() => void editAgain()}>
              {t('estimates.editAgain')}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={() => navigation.go('sync')}>
            {t('estimates.openSync')}
          </Button>
        </>
      }
    >
      {words && (
        <p>
          <strong>{words.title}.</strong> {words.advice}
        </p>
      )}
      {estimate && (
        <p>
          {estimate.items.map(({ description }) => description).join(', ')} ·{' '}
          {t('operations.estimateFacts', {
            total: format.money(estimateTotals(estimate.items).gross),
            date: format.day(estimate.validUntil),
          })}
        </p>
      )}
      {estimate?.note && <p>{estimate.note}</p>}
    </Notice>
  )
}
