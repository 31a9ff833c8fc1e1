import { useTranslation } from 'react-i18next'
import { movedPositions, type ViewContent } from '#shared/domain/view.ts'
import type { ViewView } from '#shared/rpc/models.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'

export function useViewActions() {
  const { t } = useTranslation()
  const change = useChange()
  const offerUndo = useOfferUndo()
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
        const done = await client.views.remove({ viewId: view.id })
        offerUndo({ done, words: t('views.removed', { name: view.content.name }) })
      })
    },
  }
}
