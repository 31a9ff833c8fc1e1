import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from '../case/undo-send.module.css'

type Removed = { opId: string; templateId: string; name: string; undoUntil: number }

/** Says that a template is deleted and offers it back while that is possible. */
export function offerBack(removed: Removed): void {
  notifications.show({
    id: removed.opId,
    message: <RemovedToast removed={removed} />,
    withCloseButton: false,
    autoClose: false,
    className: classes.toast,
  })
}

function RemovedToast({ removed: { opId, templateId, name, undoUntil } }: { removed: Removed }) {
  const { t } = useTranslation()
  const { templates, speech } = useScreen()
  const change = useChange()
  const seconds = useSecondsLeft(undoUntil)
  useCommand('app.undo', () => {
    // In a field Ctrl+Z is the field's own.
    if (document.activeElement?.matches('input, textarea')) return false
    void takeBack()
  })
  useEffect(() => {
    if (seconds === 0) notifications.hide(opId)
  }, [seconds, opId])

  async function takeBack() {
    if (!(await change((desk) => desk.sync.withdraw({ opId })))) return
    notifications.hide(opId)
    templates.setState({ chosenId: templateId })
    speech.setState((now) => ({ ...now, text: t('templates.back', { name }), count: now.count + 1 }))
  }

  return (
    <div className={classes.line}>
      <span className={classes.words}>{t('templates.removed', { name })}</span>
      <UnstyledButton className={classes.undo} onClick={() => void takeBack()}>
        <IconArrowBackUp size={15} stroke={2} aria-hidden />
        {t('templates.undo')} <Keys id="app.undo" />
      </UnstyledButton>
    </div>
  )
}
