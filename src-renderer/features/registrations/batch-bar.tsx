import { ActionIcon, Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import type { BatchKind } from './batch-dialog.tsx'
import classes from './registrations.module.css'

type Props = { count: number; onChoose: (kind: BatchKind) => void; onClear: () => void }

/** What can be done with all the marked ones. */
export function BatchBar({ count, onChoose, onClear }: Props) {
  const { t } = useTranslation()
  return (
    <section className={classes.batchBar} aria-label={t('registrations.batch.label')}>
      <div className={classes.batchCount}>
        <strong role="status">{t('registrations.batch.selected', { count })}</strong>
        <ActionIcon
          aria-label={t('registrations.batch.clear')}
          title={t('registrations.batch.clear')}
          onClick={onClear}
        >
          <IconX size={15} stroke={2} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.batchActions}>
        <Button
          leftSection={<IconCheck size={15} aria-hidden />}
          rightSection={<ButtonKeys id="registrations.approveSelected" filled />}
          onClick={() => onChoose('approve')}
        >
          {t('registrations.batch.approve')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={15} aria-hidden />}
          rightSection={<ButtonKeys id="registrations.rejectSelected" />}
          onClick={() => onChoose('reject')}
        >
          {t('registrations.batch.reject')}
        </Button>
      </div>
    </section>
  )
}
