import { MACRO_FIELDS, type MacroContent, type MacroFault, macroFaults } from '#shared/domain/macro.ts'
import { tidyShortcut } from '#shared/domain/template.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { foldText } from '../../components/fold-text.ts'

/** In place of an id: a macro that is not saved yet. */
export const NEW_MACRO = 'new'
export const EMPTY_MACRO: MacroContent = {
  name: '',
  shortcut: '',
  words: 'reply',
  bodySl: '',
  bodyEn: '',
  status: null,
  owner: null,
  teamId: null,
  snooze: null,
  shared: false,
}

/** What an agent is making of a macro; `base` is what they saw when they began, null for a new one. */
export type MacroEdit = { content: MacroContent; base: MacroContent | null }
export type MacrosState = {
  /** An id, or `NEW_MACRO`. */
  chosenId: string | null
  /** The one that is about to be run. */
  runId: string | null
  /** Unsaved, by id; they wait while something else is looked at. */
  edits: Readonly<Record<string, MacroEdit | undefined>>
}
export const NO_MACROS: MacrosState = { chosenId: null, runId: null, edits: {} }

export type MacroEditFault = MacroFault | 'shortcut_taken'

/** `others`: all but the edited one. A shortcut that it had before may stay although another has it, too. */
export function editFaults({ content, base }: MacroEdit, others: readonly MacroView[]): MacroEditFault[] {
  const shortcut = tidyShortcut(content.shortcut)
  const faults: MacroEditFault[] = macroFaults({ ...content, shortcut })
  const isTaken = others.some((other) => other.content.shortcut === shortcut)
  if (shortcut !== '' && shortcut !== base?.shortcut && isTaken) faults.push('shortcut_taken')
  return faults
}

export function isSameMacro(one: MacroContent, other: MacroContent): boolean {
  return MACRO_FIELDS.every((field) => one[field] === other[field])
}

/** Nothing that would be a loss to forget. */
export function isUntouched({ content, base }: MacroEdit): boolean {
  return isSameMacro(content, base ?? { ...EMPTY_MACRO, shared: content.shared })
}

export function withEdit(state: MacrosState, id: string, edit: MacroEdit | null): MacrosState {
  const { [id]: _, ...rest } = state.edits
  return { ...state, edits: edit === null || isUntouched(edit) ? rest : { ...rest, [id]: edit } }
}

/** Those whose name or shortcut holds what was typed; the agent's own first. */
export function matchingMacros(macros: readonly MacroView[], text: string): MacroView[] {
  const wanted = foldText(text.trim().replace(/^;+/, ''))
  return macros
    .filter(({ content }) => foldText(`${content.name} ${content.shortcut}`).includes(wanted))
    .sort((one, other) => rank(one, wanted) - rank(other, wanted))
}

function rank({ content }: MacroView, wanted: string): number {
  return (wanted !== '' && foldText(content.shortcut) === wanted ? 0 : 2) + (content.shared ? 1 : 0)
}
