import type { Session } from 'electron'
import type { Language } from '#shared/domain/case.ts'

/** Agents write to British and American customers; a word that either knows is right. */
const CODES: Record<Language, readonly string[]> = { sl: ['sl', 'sl-SI'], en: ['en-GB', 'en-US'] }

/** The names under which the runtime knows the languages; unknown ones are left out. */
export function spellerCodes(languages: readonly Language[], known: readonly string[]): string[] {
  return languages.flatMap((language) => CODES[language].filter((code) => known.includes(code)))
}

type Speller = Pick<Session, 'availableSpellCheckerLanguages' | 'setSpellCheckerEnabled' | 'setSpellCheckerLanguages'>

/** macOS tells languages apart by itself, so there it can only be switched on and off. */
export function checkSpelling(session: Speller, languages: readonly Language[], isMac: boolean): void {
  const codes = isMac ? [] : spellerCodes(languages, session.availableSpellCheckerLanguages)
  if (codes.length > 0) session.setSpellCheckerLanguages(codes)
  session.setSpellCheckerEnabled(isMac ? languages.length > 0 : codes.length > 0)
}
