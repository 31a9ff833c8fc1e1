import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type TemplateContent, tidyShortcut } from '#shared/domain/template.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { EMPTY_CONTENT, editFaults, isUntouched, NEW_TEMPLATE, type TemplateEdit, withEdit } from './templates.ts'

/** What is chosen on the page, as it is being edited. */
export function useTemplateEdit(id: string, views: readonly TemplateView[]) {
  const { t } = useTranslation()
  const { queries, queryClient } = useDesk()
  const { templates, speech } = useScreen()
  const change = useChange()
  const offerUndo = useOfferUndo()
  const view = views.find((one) => one.id === id) ?? null
  const begun = useStore(templates, ({ edits }) => edits[id])
  const edit: TemplateEdit = begun ?? { content: view?.content ?? EMPTY_CONTENT, base: view?.content ?? null }
  const faults = editFaults(
    edit,
    views.filter((one) => one.id !== id),
  )
  const keep = (next: TemplateEdit | null) => templates.setState((state) => withEdit(state, id, next))
  const again = () => queryClient.invalidateQueries({ queryKey: queries.templates.list.key() })

  async function save(): Promise<boolean> {
    if (faults.length > 0) return false
    const content = { ...edit.content, name: edit.content.name.trim(), shortcut: tidyShortcut(edit.content.shortcut) }
    // What somebody else has deleted meanwhile is made anew of these words.
    const [templateId, base] = view && edit.base ? [id, edit.base] : [null, null]
    let savedAs: string | null = null
    const done = await change(async (desk) => {
      savedAs = (await desk.templates.save({ templateId, content, base })).templateId
    })
    if (!done) return false
    await again()
    templates.setState((state) => ({ ...withEdit(state, id, null), chosenId: savedAs }))
    notifications.show({ message: t('templates.saved'), withCloseButton: false, autoClose: 2_500 })
    return true
  }

  async function remove(nextId: string | null): Promise<void> {
    if (!view) return discard()
    let held: { opId: string; undoUntil: number | null } | null = null
    const done = await change(async (desk) => {
      held = await desk.templates.remove({ templateId: id })
    })
    if (!done || held === null) return
    await again()
    templates.setState((state) => ({ ...withEdit(state, id, null), chosenId: nextId }))
    const { name } = view.content
    const onBack = () => {
      templates.setState({ chosenId: id })
      speech.setState((now) => ({ ...now, text: t('templates.back', { name }), count: now.count + 1 }))
    }
    offerUndo({ done: held, words: t('templates.removed', { name }), onBack })
  }

  function discard() {
    templates.setState((state) => ({ ...withEdit(state, id, null), chosenId: view ? id : null }))
  }

  function duplicate() {
    const name = t('templates.copyOf', { name: edit.content.name })
    const content = { ...edit.content, name, shortcut: '', shared: false }
    templates.setState((state) => ({
      ...withEdit(state, NEW_TEMPLATE, { content, base: null }),
      chosenId: NEW_TEMPLATE,
    }))
  }

  return {
    view,
    edit,
    faults,
    dirty: !isUntouched(edit),
    set: (part: Partial<TemplateContent>) => keep({ ...edit, content: { ...edit.content, ...part } }),
    save,
    remove,
    discard,
    duplicate,
  }
}
export type TemplateEditing = ReturnType<typeof useTemplateEdit>
