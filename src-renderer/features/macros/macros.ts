import { type MacroContent, macroFaults } from '#shared/domain/macro.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { foldText } from '../../components/fold-text.ts'
import { type EditsState, editRules, NOTHING_CHOSEN } from '../texts/edits.ts'

const EMPTY_MACRO: MacroContent = {
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

export const macroRules = editRules(EMPTY_MACRO, macroFaults)

export type MacrosState = EditsState<MacroContent> & {
  /** The one that is about to be run. */
  runId: string | null
}
export const NO_MACROS: MacrosState = { ...NOTHING_CHOSEN, runId: null }

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
