import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/rpc/models.ts'
import { useSyncState } from '../../rpc/reads.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import type { DraftKey } from '../case/draft-saver.ts'
import { useIntoDrafts } from '../case/use-into-drafts.ts'
import { operationText } from './operation-words.ts'

export type OperationActions = {
  retry: (() => Promise<boolean>) | null
  withdraw: (() => Promise<boolean>) | null
}

/** What can be done about an operation as it stands now. */
export function useOperationActions() {
  const { t } = useTranslation()
  const change = useChange()
  const { data: sync } = useSyncState()
  const { rewrites, merged } = useScreen()
  const intoDrafts = useIntoDrafts()

  async function withdraw(operation: OperationView): Promise<boolean> {
    const { opId, kind, caseId } = operation
    const mode = operation.visibility === 'internal' ? 'note' : 'reply'
    const keys: DraftKey[] = kind === 'note.create' && caseId !== null ? [{ caseId, mode }] : []
    if (!(await intoDrafts(keys, (desk) => desk.sync.withdraw({ opId })))) return false
    rewrites.setState({ [opId]: undefined })
    merged.setState({ [opId]: undefined })
    const words = kind === 'note.create' && operationText(operation)
    notifications.show({ message: t(words ? 'operations.withdrawn' : 'operations.withdrawnChange') })
    return true
  }

  return (operation: OperationView): OperationActions => {
    const { opId, state } = operation
    const stuck = state === 'rejected' || state === 'quarantined' || (state === 'waiting' && operation.attempts > 0)
    const retry = () =>
      change(async (desk) => {
        const { opId: now } = await desk.sync.retry({ opId })
        const begun = rewrites.getState()[opId]
        // Other words that were begun for it go on under its new id.
        if (now !== opId && begun) rewrites.setState({ [opId]: undefined, [now]: begun })
      })
    return {
      retry: stuck && !sync?.workOffline ? retry : null,
      withdraw: operation.withdrawable ? () => withdraw(operation) : null,
    }
  }
}
