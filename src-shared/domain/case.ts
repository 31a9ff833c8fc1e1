export const CASE_TYPES = ['support', 'rma'] as const
export type CaseType = (typeof CASE_TYPES)[number]

export const NOTE_VISIBILITIES = ['public', 'internal'] as const
export type NoteVisibility = (typeof NOTE_VISIBILITIES)[number]

/** In place of a case's id where files are kept for the form of a new case. */
export const NEW_CASE = 'new-case'

/** The agent's two ways of writing; each has its own draft. */
export const COMPOSER_MODES = ['reply', 'note'] as const
export type ComposerMode = (typeof COMPOSER_MODES)[number]

export function visibilityOf(mode: ComposerMode): NoteVisibility {
  return mode === 'reply' ? 'public' : 'internal'
}

export const LANGUAGES = ['sl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Characters; a longer one is refused with its draft kept. */
export const MAX_NOTE_LENGTH = 100_000
export const MAX_DRAFT_LENGTH = 5_000_000
export const MAX_TITLE_LENGTH = 300
export const MAX_DESCRIPTION_LENGTH = 100_000

/** Days in which a customer's note reopens a closed case. */
export const REOPEN_WINDOW_DAYS = 14
