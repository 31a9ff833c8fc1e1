import type { Language } from '#shared/domain/case.ts'
import type { Letter, Part } from '../layout.ts'
import type { MailAddress } from '../message.ts'
import type { MailTopic } from '../tokens.ts'
import { MAIL_WORDS, type MailWords } from '../words/index.ts'

export type Draft = {
  to: MailAddress[]
  topic: MailTopic
  /** Left out: customers and applicants. */
  readers?: 'help_desk'
  subject: string
  letter: Letter
}

export function letter(
  language: Language,
  title: string,
  parts: Part[],
  options: { above?: string | null; signature?: string[] } = {},
): Letter {
  const words: MailWords = MAIL_WORDS[language]
  const { above = null, signature = words.signature } = options
  return { language, title, above, parts, greeting: words.greeting, signature }
}

export const text = (text: string): Part => ({ type: 'text', text })
export const small = (text: string): Part => ({ type: 'small', text })
export const heading = (text: string, by: string | null = null): Part => ({ type: 'heading', text, by })
export const words = (text: string): Part => ({ type: 'words', text })
export const code = (text: string): Part => ({ type: 'code', text })
export const button = (label: string, url: string): Part => ({ type: 'link', label, url, prominent: true })
export const link = (label: string, url: string): Part => ({ type: 'link', label, url, prominent: false })
