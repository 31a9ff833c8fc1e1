import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CustomerCard } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { useChange } from '../../rpc/use-change.ts'

/** What was done with the person and has not reached the portal yet, with the way back. */
export function PendingActions({ pending }: { pending: CustomerCard['pending'] }) {
  const { t } = useTranslation()
  const change = useChange()
  return pending.map(({ opId, action }) => (
    <Notice
      key={opId}
      tone="waiting"
      title={t(`operations.contact.${action}`)}
      actions={
        <Button variant="default" size="compact-sm" onClick={() => void change((desk) => desk.sync.withdraw({ opId }))}>
          {t('operations.withdraw')}
        </Button>
      }
    >
      {t('case.pendingField')}
    </Notice>
  ))
}
