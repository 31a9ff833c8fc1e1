import { Button, Modal } from '@mantine/core'
import { IconShieldExclamation } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useChange } from '../../rpc/use-change.ts'
import classes from './sync.module.css'

/** The portal wants to remove unusually much from this machine: nothing is removed until a person has said so. */
export function GuardCard({ held }: { held: NonNullable<SyncState['heldDeletions']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const change = useChange()
  const heading = useId()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const share = held.of > 0 ? held.rows / held.of : 0

  async function answer(allow: boolean) {
    setBusy(true)
    setAsking(false)
    await change((desk) => desk.sync.answerDeletions({ allow }))
    setBusy(false)
  }

  return (
    <section className={classes.guard} aria-labelledby={heading}>
      <h2 id={heading} className={classes.guardTitle}>
        <IconShieldExclamation size={18} stroke={1.9} aria-hidden />
        {t('guard.title', { rows: held.rows, of: held.of })}
      </h2>
      <p>{t('guard.text', { share: format.percent(share) })}</p>
      <div className={classes.buttons}>
        <Button disabled={busy} onClick={() => void answer(false)}>
          {t('guard.keep')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => setAsking(true)}>
          {t('guard.allow')}
        </Button>
      </div>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('guard.sureTitle')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <p>{t('guard.sureText', { count: held.rows })}</p>
        <div className={classes.dialogActions}>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('app.cancel')}
          </Button>
          <Button color="red.9" onClick={() => void answer(true)}>
            {t('guard.allow')}
          </Button>
        </div>
      </Modal>
    </section>
  )
}
