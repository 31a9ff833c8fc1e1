import { notifications } from '@mantine/notifications'
import type { QueryKey } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { tidyShortcut } from '#shared/domain/template.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import type { DeskClient } from '../../rpc/connection.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { type Edit, type EditsState, type editRules, NEW_TEXT, type Text } from './edits.ts'

export type TextView<Content> = {
  id: string
  content: Content
  modifiedAt: number
  modifiedByName: string | null
  pending: boolean
}

type Saving<Content> = { id: string | null; content: Content; base: Content | null }
type Removed = { opId: string; undoUntil: number | null }

/** What is different between templates and macros. */
export type TextKind<Content extends Text, Fault extends string> = {
  store: StoreApi<EditsState<Content>>
  rules: ReturnType<typeof editRules<Content, Fault>>
  listKey: QueryKey
  /** Answers the id. */
  save(desk: DeskClient, text: Saving<Content>): Promise<string>
  remove(desk: DeskClient, id: string): Promise<Removed>
  words: { saved: string; begun: string; removed(name: string): string; back(name: string): string }
}

/** One text that is being edited. */
export function useTextEdit<Content extends Text, View extends TextView<Content>, Fault extends string>(
  id: string,
  views: readonly View[],
  { store, rules, listKey, words, ...desk }: TextKind<Content, Fault>,
) {
  const { t } = useTranslation()
  const { queryClient } = useDesk()
  const { speech } = useScreen()
  const change = useChange()
  const offerUndo = useOfferUndo()
  const view = views.find((one) => one.id === id) ?? null
  const begun = useStore(store, ({ edits }) => edits[id])
  const edit: Edit<Content> = begun ?? { content: view?.content ?? rules.empty, base: view?.content ?? null }
  const others = views.filter((one) => one.id !== id)
  const faults = rules.editFaults(edit, others)
  const again = () => queryClient.invalidateQueries({ queryKey: listKey })
  const forget = (chosenId: string | null) =>
    store.setState((state) => ({ ...rules.withEdit(state, id, null), chosenId }))

  async function save(): Promise<boolean> {
    if (faults.length > 0 || store.getState().saving.includes(id)) return false
    const content = { ...edit.content, name: edit.content.name.trim(), shortcut: tidyShortcut(edit.content.shortcut) }
    // What somebody else has deleted meanwhile is made anew of these words.
    const known = view && edit.base ? { id, base: edit.base } : { id: null, base: null }
    let savedAs: string | null = null
    store.setState(({ saving }) => ({ saving: [...saving, id] }))
    try {
      await change(async (client) => {
        savedAs = await desk.save(client, { ...known, content })
      })
      if (savedAs === null) return false
      const saved = { id: savedAs, content }
      // Only when the list has it: what is chosen is there all the time.
      await again()
      store.setState((state) => rules.withSaved(state, id, edit.content, saved))
    } finally {
      store.setState(({ saving }) => ({ saving: saving.filter((one) => one !== id) }))
    }
    notifications.show({ message: words.saved, withCloseButton: false, autoClose: 2_500 })
    return true
  }

  async function remove(nextId: string | null): Promise<void> {
    if (!view) return discard()
    let removed: Removed | null = null
    const done = await change(async (client) => {
      removed = await desk.remove(client, id)
    })
    if (!done || removed === null) return
    await again()
    forget(nextId)
    const { name } = view.content
    const onBack = () => {
      store.setState({ chosenId: id })
      speech.setState((now) => ({ ...now, text: words.back(name), count: now.count + 1 }))
    }
    offerUndo({ done: removed, words: words.removed(name), onBack })
  }

  function discard() {
    forget(view ? id : null)
  }

  function duplicate() {
    // A new one that was begun is not given up for a copy.
    if (store.getState().edits[NEW_TEXT]) {
      store.setState({ chosenId: NEW_TEXT })
      notifications.show({ message: words.begun, autoClose: 8_000 })
      return
    }
    const name = t('templates.copyOf', { name: edit.content.name })
    const content = { ...edit.content, name, shortcut: '', shared: false }
    store.setState((state) => ({
      ...rules.withEdit(state, NEW_TEXT, { content, base: null }),
      chosenId: NEW_TEXT,
    }))
  }

  return {
    id,
    view,
    edit,
    others,
    faults,
    dirty: !rules.isUntouched(edit),
    /** Somebody else has changed it since this edit began. */
    outdated: view !== null && edit.base !== null && !rules.isSame(view.content, edit.base),
    set: (part: Partial<Content>) =>
      store.setState((state) => rules.withEdit(state, id, { ...edit, content: { ...edit.content, ...part } })),
    save,
    remove,
    discard,
    duplicate,
  }
}
export type TextEditing<Content extends Text, View extends TextView<Content>, Fault extends string> = ReturnType<
  typeof useTextEdit<Content, View, Fault>
>
