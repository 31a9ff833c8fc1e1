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

  return { empty, isSame, isUntouched, editFaults, withEdit }
}

export function ownerOfShortcut<Content extends Text>(
  shortcut: string,
  others: readonly Other<Content>[],
): Other<Content> | undefined {
  return others.find(({ content }) => content.shortcut === tidyShortcut(shortcut))
}
