import type { Language } from '#shared/domain/case.ts'
import type { NoticeDetail, NoticeKind } from '#shared/domain/notice.ts'
import { LOCALES } from '#shared/i18n/index.ts'
import type { Announcement, Notice } from '#shared/rpc/notices.ts'

type Words = { kinds: Record<NoticeKind, string>; one: string; many: Record<Intl.LDMLPluralRule, string>; look: string }

const WORDS: Record<Language, Words> = {
  sl: {
    kinds: {
      answer: 'Stranka je odgovorila',
      mention: 'Omenjeni ste v interni opombi',
      assigned: 'Zahtevek je dodeljen vam',
      back: 'Preloženi zahtevek je nazaj',
      conflict: 'Sprememba čaka na vašo odločitev',
    },
    one: 'Novo obvestilo',
    many: {
      zero: '{count} novih obvestil',
      one: '{count} novo obvestilo',
      two: '{count} novi obvestili',
      few: '{count} nova obvestila',
      many: '{count} novih obvestil',
      other: '{count} novih obvestil',
    },
    look: 'Odprite Spica Desk.',
  },
  en: {
    kinds: {
      answer: 'The customer answered',
      mention: 'You are mentioned in an internal note',
      assigned: 'A case was assigned to you',
      back: 'A snoozed case is back',
      conflict: 'A change waits for your decision',
    },
    one: 'New notification',
    many: {
      zero: '{count} new notifications',
      one: '{count} new notification',
      two: '{count} new notifications',
      few: '{count} new notifications',
      many: '{count} new notifications',
      other: '{count} new notifications',
    },
    look: 'Open Spica Desk.',
  },
}

/** Of how many cases the words of several name the numbers. */
const NAMED = 3

/**
 * What stands outside of the window, where others may read it: never the words of a note or a person's name; which case only
 * where the agent allows it. Several at once are one.
 */
export function announcementOf(
  notices: readonly Notice[],
  detail: NoticeDetail,
  language: Language,
): Announcement | null {
  const [first] = notices
  if (!first) return null
  const words = WORDS[language]
  const count = notices.length
  const single = new Set(notices.map(({ caseId }) => caseId)).size === 1
  const { caseNumber, caseId } = single ? first : { caseNumber: null, caseId: null }
  const target = { count, caseNumber: caseNumber || null, caseId }
  if (detail === 'nothing')
    return { ...target, title: count === 1 ? words.one : many(count, language), body: words.look }
  if (count === 1) return { ...target, title: words.kinds[first.kind], body: caseWords(first, detail) }
  const cases = [...new Map(notices.map((one) => [one.caseId, one])).values()]
  const named = cases.slice(0, NAMED).map((one) => caseWords(one, 'company'))
  const body = [...named, ...(cases.length > NAMED ? [`+ ${cases.length - NAMED}`] : [])].join('\n')
  return { ...target, title: many(count, language), body }
}

function many(count: number, language: Language): string {
  const rule = new Intl.PluralRules(LOCALES[language]).select(count)
  return WORDS[language].many[rule].replace('{count}', String(count))
}

function caseWords({ caseNumber, accountName, title }: Notice, detail: NoticeDetail): string {
  const head = [caseNumber, accountName].filter((part) => part !== '').join(' · ')
  return detail === 'title' && title !== '' ? `${head}\n${title}` : head
}
