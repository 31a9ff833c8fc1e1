import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/rpc/models.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import classes from './operation.module.css'
import { useOperationActions } from './use-operation-actions.ts'

type Props = { operation: OperationView; marked: boolean; onEdit: () => void }

export function OperationActions({ operation, marked, onEdit }: Props) {
  const { t } = useTranslation()
  const { retry, withdraw } = useOperationActions()(operation)
  const undoing = useSecondsLeft(operation.undoUntil) > 0
  if (!retry && !withdraw && !operation.editable) return null
  const words = operation.kind === 'note.create'

  return (
    <div className={classes.actions}>
      {retry && (
        <Button variant="default" rightSection={marked && <Keys id="sync.retry" />} onClick={() => void retry()}>
          {t('operations.retry')}
        </Button>
      )}
      {operation.editable && (
        <Button variant="default" rightSection={marked && <Keys id="sync.edit" />} onClick={onEdit}>
          {t('operations.edit')}
        </Button>
      )}
      {withdraw && (
        <Button variant="default" rightSection={marked && <Keys id="sync.withdraw" />} onClick={() => void withdraw()}>
          {undoing ? t('composer.undo') : t(words ? 'operations.withdrawWords' : 'operations.withdraw')}
        </Button>
      )}
    </div>
  )
}
