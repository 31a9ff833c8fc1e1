import { useCallback } from 'react'
import { waitsForEstimate } from '#shared/domain/rma-line.ts'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { useCase } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { EstimateEditor } from '../estimates/estimate-editor.tsx'

/** The case's form of an estimate, over the RMA's page. */
export function RmaEstimate({ caseId }: { caseId: string }) {
  const { data } = useCase(caseId)
  return data?.case.id === caseId ? <EstimateEditor detail={data} /> : null
}

/** Opens the form with the devices that may wait for the customer's answer, unless others were chosen before. */
export function useBeginEstimate({ case: { id: caseId }, lines }: RmaDetail) {
  const { estimates } = useScreen()
  const navigation = useNavigation()
  return useCallback(async () => {
    // What cannot be read yet is read by the form, which then says what it holds.
    const isRead = await estimates.restore(caseId).then(
      () => true,
      () => false,
    )
    const chosen = estimates.state.getState()[caseId]?.values.rmaLineIds ?? []
    const waiting = lines.filter(waitsForEstimate).map(({ id }) => id)
    if (isRead && chosen.length === 0 && waiting.length > 0) estimates.change(caseId, { rmaLineIds: waiting })
    navigation.show('estimate')
  }, [estimates, caseId, lines, navigation])
}
