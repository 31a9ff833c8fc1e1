import type { CaseStatus } from './status.ts'
import { bodyFor, type TemplateFault, type TemplateLanguage, templateFaults, unknownNames } from './template.ts'

/** What an agent does with a case in one step: words, status, owner, team and a snooze, each of them or not. */

export const MACRO_WORDS = ['none', 'reply', 'note'] as const
export type MacroWords = (typeof MACRO_WORDS)[number]

/** Whoever runs it, or nobody; else an agent's id. */
export const MACRO_ME = 'me'
export const MACRO_NOBODY = 'nobody'

export const MACRO_SNOOZES = ['tomorrow', 'threeDays', 'monday', 'twoWeeks', 'answer'] as const
export type MacroSnooze = (typeof MACRO_SNOOZES)[number]

/** Null: it leaves that as it is. The texts are those of a template; without words both are empty. */
export type MacroContent = {
  name: string
  shortcut: string
  words: MacroWords
  bodySl: string
  bodyEn: string
  status: CaseStatus | null
  owner: string | null
  teamId: string | null
  snooze: MacroSnooze | null
  shared: boolean
}

export const MACRO_FIELDS = [
  'name',
  'shortcut',
  'words',
  'bodySl',
  'bodyEn',
  'status',
  'owner',
  'teamId',
  'snooze',
  'shared',
] as const satisfies (keyof MacroContent)[]
export type MacroField = (typeof MACRO_FIELDS)[number]

/** `nothing_done`: it would leave every case as it is. */
export type MacroFault = TemplateFault | 'nothing_done'

/** What is wrong with a macro, the first of each kind; nothing: it may be kept. */
export function macroFaults(macro: MacroContent): MacroFault[] {
  const hasWords = macro.words !== 'none'
  const faults = templateFaults(macro).filter((fault) => hasWords || fault !== 'body_empty')
  return hasWords || changesCase(macro) ? faults : [...faults, 'nothing_done']
}

export function changesCase({ status, owner, teamId, snooze }: MacroContent): boolean {
  return status !== null || owner !== null || teamId !== null || snooze !== null
}

/** The words for somebody who reads that language, still with their placeholders; null where it has none. */
export function wordsFor(macro: MacroContent, language: TemplateLanguage): string | null {
  return macro.words === 'none' ? null : bodyFor(macro, language).body
}

export function unknownIn({ bodySl, bodyEn }: MacroContent): string[] {
  return [...new Set([...unknownNames(bodySl), ...unknownNames(bodyEn)])]
}

const MORNING = 8
const MONDAY = 1
const DAYS: Partial<Record<MacroSnooze, number>> = { tomorrow: 1, threeDays: 3, twoWeeks: 14 }

/** Epoch ms, in the time zone of the machine; null: until the customer answers. */
export function macroSnoozeUntil(snooze: MacroSnooze, now: number): number | null {
  if (snooze === 'answer') return null
  const at = new Date(now)
  at.setDate(at.getDate() + (DAYS[snooze] ?? ((MONDAY - at.getDay() + 6) % 7) + 1))
  return at.setHours(MORNING, 0, 0, 0)
}
