import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFileCode, IconFileText } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { downloadExport, type ReadableKind } from '../../components/download.ts'
import { Keys } from '../../components/keys-hint.tsx'
import page from '../../components/page.module.css'
import { useChange } from '../../rpc/use-change.ts'
import classes from './sync.module.css'

/** All that has not reached the portal as a file: for reading, and for machines. */
export function ExportSection() {
  const { t } = useTranslation()
  const change = useChange()
  const heading = useId()
  const [busy, setBusy] = useState(false)

  async function save(kind: ReadableKind) {
    if (busy) return
    setBusy(true)
    await change(async (desk) => {
      const name = downloadExport(await desk.sync.exportUnsent(), kind)
      notifications.show({ message: t('export.done', { name }) })
    })
    setBusy(false)
  }
  useCommand('sync.export', () => void save('text'))

  return (
    <section className={page.card} aria-labelledby={heading}>
      <div>
        <h2 id={heading} className={page.heading}>
          {t('export.title')}
        </h2>
        <p className={page.dim}>{t('export.text')}</p>
      </div>
      <div className={classes.buttons}>
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconFileText size={15} aria-hidden />}
          rightSection={<Keys id="sync.export" />}
          onClick={() => void save('text')}
        >
          {t('export.asText')}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          leftSection={<IconFileCode size={15} aria-hidden />}
          onClick={() => void save('json')}
        >
          {t('export.asJson')}
        </Button>
      </div>
    </section>
  )
}
