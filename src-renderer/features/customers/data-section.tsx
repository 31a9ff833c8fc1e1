import { Button } from '@mantine/core'
import { IconFileCode, IconFileText, IconUserX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { useSyncState } from '../../rpc/reads.ts'
import classes from './customers.module.css'
import { actionsFor } from './customers.ts'
import { usePersonExport } from './use-person-export.ts'

/** A person's right to their data: a copy of all of it, and its erasure. */
export function DataSection({ contact, onErase }: { contact: ContactRow; onErase: () => void }) {
  const { t } = useTranslation()
  const { save, busy, problem } = usePersonExport(contact.id)
  const { data: sync } = useSyncState()
  const away = sync !== undefined && (sync.workOffline || !sync.online)
  const mayErase = actionsFor(contact).has('erase')
  useCommand('customer.export', () => void save('text'))
  useCommand('customer.erase', onErase, mayErase)

  return (
    <section className={classes.section} aria-label={t('customers.data')}>
      <h3 className={classes.heading}>{t('customers.data')}</h3>
      <p className={classes.dim}>{t(away ? 'customers.exportOffline' : 'customers.exportText')}</p>
      {problem && (
        <Notice tone="danger" live="alert" title={problem.title}>
          {problem.advice}
        </Notice>
      )}
      <div className={classes.actions}>
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconFileText size={15} aria-hidden />}
          rightSection={<ButtonKeys id="customer.export" />}
          onClick={() => void save('text')}
        >
          {t('customers.exportReadable')}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconFileCode size={15} aria-hidden />}
          onClick={() => void save('json')}
        >
          {t('customers.exportJson')}
        </Button>
        {mayErase && (
          <Button
            variant="default"
            className={classes.danger}
            leftSection={<IconUserX size={15} stroke={1.8} aria-hidden />}
            onClick={onErase}
          >
            {t('customers.erase')}
          </Button>
        )}
      </div>
    </section>
  )
}
