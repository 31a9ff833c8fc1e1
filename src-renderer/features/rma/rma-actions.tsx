import { Button } from '@mantine/core'
import { IconPlus, IconReceiptEuro } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isOpen } from '#shared/domain/status.ts'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { RmaPrintMenu } from '../rma-print/print-menu.tsx'

type Props = { detail: RmaDetail; onAddLine: () => void; onEstimate: () => void }

/** What can be done with a whole RMA; each command is a button here. */
export function RmaActions({ detail, onAddLine, onEstimate }: Props) {
  const { t } = useTranslation()
  // Devices go back, and on paper, when the talking is over.
  if (!isOpen(detail.case.status)) return <RmaPrintMenu />
  return (
    <>
      <RmaPrintMenu />
      <Button
        variant="default"
        leftSection={<IconReceiptEuro size={15} stroke={1.8} aria-hidden />}
        rightSection={<ButtonKeys id="rma.estimate" />}
        onClick={onEstimate}
      >
        {t('keys.command.rma.estimate')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlus size={15} stroke={2} aria-hidden />}
        rightSection={<ButtonKeys id="rma.addLine" />}
        onClick={onAddLine}
      >
        {t('keys.command.rma.addLine')}
      </Button>
    </>
  )
}
