import { tidyShortcut } from '#shared/domain/template.ts'

/** What templates and macros have in common for those who write them. */
export type Text = { name: string; shortcut: string; shared: boolean }

/** In place of an id: one that is not saved yet. */
export const NEW_TEXT = 'new'

/** What an agent is making of a text; `base` is what they saw when they began, null for a new one. */
export type Edit<Content> = { content: Content; base: Content | null }

export type EditsState<Content> = {
  /** An id, or `NEW_TEXT`. */
  chosenId: string | null
  /** Unsaved, by id; they wait while something else is looked at. */
  edits: Readonly<Record<string, Edit<Content> | undefined>>
  /** Those that the desk is saving. */
  saving: readonly string[]
  /** Of those that were new in this window: the key of the editor in which they were written. */
  editorKeys: Readonly<Record<string, string>>
}

export const NOTHING_CHOSEN = { chosenId: null, edits: {}, saving: [], editorKeys: {} }

/** The same before and after a new one gets its id, so that its editor keeps the focus and the caret. */
export function editorKeyOf({ editorKeys }: Pick<EditsState<unknown>, 'editorKeys'>, id: string): string {
  return editorKeys[id] ?? id
}

type Other<Content> = { content: Content }

/** `faultsOf`: what is wrong with a content, the first of each kind. */
export function editRules<Content extends Text, Fault extends string>(
  empty: Content,
  faultsOf: (content: Content) => Fault[],
) {
  const fields = Object.keys(empty) as (keyof Content)[]

  function isSame(one: Content, other: Content): boolean {
    return fields.every((field) => one[field] === other[field])
  }

  /** Nothing that would be a loss to forget. */
  function isUntouched({ content, base }: Edit<Content>): boolean {
    return isSame(content, base ?? { ...empty, shared: content.shared })
  }

  /** `others`: all but the edited one. A shortcut that it had before may stay although another has it, too. */
  function editFaults({ content, base }: Edit<Content>, others: readonly Other<Content>[]) {
    const shortcut = tidyShortcut(content.shortcut)
    const faults: (Fault | 'shortcut_taken')[] = faultsOf({ ...content, shortcut })
    const isTaken = shortcut !== '' && shortcut !== base?.shortcut && ownerOfShortcut(shortcut, others) !== undefined
    return isTaken ? [...faults, 'shortcut_taken' as const] : faults
  }

  function withEdit({ edits }: Pick<EditsState<Content>, 'edits'>, id: string, edit: Edit<Content> | null) {
    const { [id]: _, ...rest } = edits
    return { edits: edit === null || isUntouched(edit) ? rest : { ...rest, [id]: edit } }
  }

  /** `sent` was saved as `saved`. What has been typed since then goes on as a change of it. */
  function withSaved(state: EditsState<Content>, id: string, sent: Content, saved: { id: string; content: Content }) {
    const now = state.edits[id]
    const without = withEdit(state, id, null)
    const goesOn = now !== undefined && !isSame(now.content, sent)
    return {
      ...(goesOn ? withEdit(without, saved.id, { content: now.content, base: saved.content }) : without),
      chosenId: state.chosenId === id ? saved.id : state.chosenId,
      editorKeys: saved.id === id ? state.editorKeys : withMoved(state, id, saved.id),
    }
  }

  return { empty, isSame, isUntouched, editFaults, withEdit, withSaved }
}

/** The editor goes on with the saved one; whatever is begun under its former id is written in another. */
function withMoved(state: EditsState<unknown>, from: string, to: string) {
  return { ...state.editorKeys, [to]: editorKeyOf(state, from), [from]: `${from} after ${to}` }
}

export function ownerOfShortcut<Content extends Text>(
  shortcut: string,
  others: readonly Other<Content>[],
): Other<Content> | undefined {
  return others.find(({ content }) => content.shortcut === tidyShortcut(shortcut))
}
