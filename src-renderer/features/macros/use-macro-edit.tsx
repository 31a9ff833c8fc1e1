import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { MacroContent } from '#shared/domain/macro.ts'
import { tidyShortcut } from '#shared/domain/template.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { EMPTY_MACRO, editFaults, isUntouched, type MacroEdit, NEW_MACRO, withEdit } from './macros.ts'

/** One macro that is being edited. */
export function useMacroEdit(id: string, views: readonly MacroView[]) {
  const { t } = useTranslation()
  const { queries, queryClient } = useDesk()
  const { macros } = useScreen()
  const change = useChange()
  const offerUndo = useOfferUndo()
  const view = views.find((one) => one.id === id) ?? null
  const begun = useStore(macros, ({ edits }) => edits[id])
  const edit: MacroEdit = begun ?? { content: view?.content ?? EMPTY_MACRO, base: view?.content ?? null }
  const others = views.filter((one) => one.id !== id)
  const faults = editFaults(edit, others)
  const keep = (next: MacroEdit | null) => macros.setState((state) => withEdit(state, id, next))
  const again = () => queryClient.invalidateQueries({ queryKey: queries.macros.list.key() })

  async function save(): Promise<boolean> {
    if (faults.length > 0) return false
    const content = { ...edit.content, name: edit.content.name.trim(), shortcut: tidyShortcut(edit.content.shortcut) }
    // What somebody else has deleted meanwhile is made anew of these words.
    const [macroId, base] = view && edit.base ? [id, edit.base] : [null, null]
    let savedAs: string | null = null
    const done = await change(async (desk) => {
      savedAs = (await desk.macros.save({ macroId, content, base })).macroId
    })
    if (!done) return false
    await again()
    macros.setState((state) => ({ ...withEdit(state, id, null), chosenId: savedAs }))
    notifications.show({ message: t('macros.saved'), withCloseButton: false, autoClose: 2_500 })
    return true
  }

  async function remove(nextId: string | null): Promise<void> {
    if (!view) return discard()
    let held: { opId: string; undoUntil: number | null } | null = null
    const done = await change(async (desk) => {
      held = await desk.macros.remove({ macroId: id })
    })
    if (!done || held === null) return
    await again()
    macros.setState((state) => ({ ...withEdit(state, id, null), chosenId: nextId }))
    const { name } = view.content
    offerUndo({ done: held, words: t('macros.removed', { name }), onBack: () => macros.setState({ chosenId: id }) })
  }

  function discard() {
    macros.setState((state) => ({ ...withEdit(state, id, null), chosenId: view ? id : null }))
  }

  function duplicate() {
    const name = t('templates.copyOf', { name: edit.content.name })
    const content = { ...edit.content, name, shortcut: '', shared: false }
    macros.setState((state) => ({ ...withEdit(state, NEW_MACRO, { content, base: null }), chosenId: NEW_MACRO }))
  }

  return {
    view,
    edit,
    faults,
    dirty: !isUntouched(edit),
    set: (part: Partial<MacroContent>) => keep({ ...edit, content: { ...edit.content, ...part } }),
    save,
    remove,
    discard,
    duplicate,
  }
}
