import type { Language } from '#shared/domain/case.ts'

/** What `Intl` is asked for in each language. */
export const LOCALES: Record<Language, string> = { sl: 'sl-SI', en: 'en-GB' }
