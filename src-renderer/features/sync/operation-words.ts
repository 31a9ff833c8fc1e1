import type { TFunction } from 'i18next'
import type { OperationView } from '#shared/rpc/models.ts'

/** What an operation does, in words: "Reply and status Resolved", "Owner Ana Zupančič". */
export function operationTitle(operation: OperationView, t: TFunction): string {
  const status = operation.status ? t(`status.${operation.status}`) : null
  if (operation.kind === 'note.create') {
    const internal = operation.visibility === 'internal'
    if (status) return t(internal ? 'operations.noteAnd' : 'operations.replyAnd', { status })
    return t(internal ? 'operations.note' : 'operations.reply')
  }
  const { owner } = operation
  if (owner && status) return t('operations.statusAndOwner', { status, owner: owner.name ?? t('list.unowned') })
  if (owner) {
    return owner.id === null ? t('operations.ownerCleared') : t('operations.owner', { owner: owner.name ?? owner.id })
  }
  return status ? t('operations.status', { status }) : t('operations.change')
}

export type OperationGroups = { attention: OperationView[]; pending: OperationView[]; settled: OperationView[] }

export function groupOperations(operations: readonly OperationView[]): OperationGroups {
  const groups: OperationGroups = { attention: [], pending: [], settled: [] }
  for (const operation of operations) {
    switch (operation.state) {
      case 'conflict':
      case 'rejected':
        groups.attention.push(operation)
        break
      case 'waiting':
      case 'sending':
        groups.pending.push(operation)
        break
      case 'settled':
        groups.settled.push(operation)
        break
    }
  }
  return groups
}
