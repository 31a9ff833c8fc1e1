import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { movedPositions, type ViewContent } from '#shared/domain/view.ts'
import type { ViewView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import classes from './views.module.css'

export function useViewActions() {
  const change = useChange()
  const { client } = useDesk()

  const save = (view: ViewView, part: Partial<ViewContent>) =>
    change((desk) => desk.views.save({ viewId: view.id, base: view.content, content: { ...view.content, ...part } }))

  return {
    change: save,
    togglePinned: (view: ViewView) => save(view, { pinned: !view.content.pinned }),
    /** Puts the view at `from` to `to`; each view whose place differs is a change of its own. */
    async move(views: readonly ViewView[], from: number, to: number) {
      const places = movedPositions(
        views.map(({ content }) => content.position),
        from,
        to,
      )
      for (const [at, position] of places) await save(views[at]!, { position })
    },
    async remove(view: ViewView): Promise<boolean> {
      return change(async () => {
        const { opId, undoUntil } = await client.views.remove({ viewId: view.id })
        if (undoUntil !== null) offerUndo(opId, view.content.name, undoUntil)
      })
    },
  }
}

function offerUndo(opId: string, name: string, undoUntil: number): void {
  notifications.show({
    id: opId,
    message: <Removed opId={opId} name={name} undoUntil={undoUntil} />,
    withCloseButton: false,
    autoClose: false,
  })
}

function Removed({ opId, name, undoUntil }: { opId: string; name: string; undoUntil: number }) {
  const { t } = useTranslation()
  const change = useChange()
  const seconds = useSecondsLeft(undoUntil)
  async function takeBack() {
    if (await change((desk) => desk.sync.withdraw({ opId }))) notifications.hide(opId)
  }
  useCommand('app.undo', () => void takeBack())
  useEffect(() => {
    if (seconds === 0) notifications.hide(opId)
  }, [seconds, opId])
  return (
    <span className={classes.dialogFoot}>
      {t('views.removed', { name })}
      <UnstyledButton className={classes.undo} onClick={() => void takeBack()}>
        <IconArrowBackUp size={15} stroke={2} aria-hidden />
        {t('composer.undo')} <Keys id="app.undo" />
      </UnstyledButton>
    </span>
  )
}
