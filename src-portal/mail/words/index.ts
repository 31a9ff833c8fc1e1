import type { Language } from '#shared/domain/case.ts'
import { en } from './en.ts'
import { sl } from './sl.ts'

export type MailWords = typeof sl

/** Words of the mails; the Slovene ones are the shape of both. */
export const MAIL_WORDS: Record<Language, MailWords> = { sl, en }
