import type { Language } from '../domain/case.ts'
import enDesk from './en/desk.json' with { type: 'json' }
import slDesk from './sl/desk.json' with { type: 'json' }

/** Words of the desk's screen by language and namespace. English is the shape that keys are checked against. */
export const RESOURCES = { sl: { desk: slDesk }, en: { desk: enDesk } } satisfies Record<Language, { desk: unknown }>
export type DeskWords = typeof enDesk

/** What `Intl` is asked for in each language. */
export const LOCALES: Record<Language, string> = { sl: 'sl-SI', en: 'en-GB' }
