/** What an agent is told of, and when not. Instants are epoch ms; clock and days are the machine's. */

export const NOTICE_KINDS = ['answer', 'mention', 'assigned', 'back', 'conflict'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What somebody who passes by the screen may read: that there is something, the case's number and company, or also who and what. */
export const NOTICE_DETAILS = ['nothing', 'company', 'title'] as const
export type NoticeDetail = (typeof NOTICE_DETAILS)[number]

/** `from` and `to`: minutes of the day; over midnight where `to` is not later. `days`: on which it begins, 0 is Sunday. */
export type QuietHours = { on: boolean; from: number; to: number; days: number[] }

export type NoticeSettings = {
  /** Outside of the window. */
  native: boolean
  kinds: NoticeKind[]
  detail: NoticeDetail
  quiet: QuietHours
  /** "Not now": until then. */
  quietUntil: number
}

const DAY_MINUTES = 24 * 60

export const DEFAULT_NOTICES: NoticeSettings = {
  native: true,
  kinds: [...NOTICE_KINDS],
  detail: 'company',
  quiet: { on: false, from: 17 * 60, to: 7 * 60, days: [0, 1, 2, 3, 4, 5, 6] },
  quietUntil: 0,
}

/** A longer "not now" comes from a clock that was set back. */
export const LONGEST_QUIET_MS = 24 * 3_600_000

export function isQuiet({ quiet, quietUntil }: Pick<NoticeSettings, 'quiet' | 'quietUntil'>, now: number): boolean {
  if (now < quietUntil && quietUntil - now <= LONGEST_QUIET_MS) return true
  if (!quiet.on) return false
  const date = new Date(now)
  const minute = date.getHours() * 60 + date.getMinutes()
  const today = date.getDay()
  const { from, to, days } = quiet
  if (from < to) return days.includes(today) && minute >= from && minute < to
  // Over midnight: the evening is its own day's, the morning the day's before.
  return (days.includes(today) && minute >= from) || (days.includes((today + 6) % 7) && minute < to)
}

/** `HH:MM` of a time field; null where it is none. */
export function minutesOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : DAY_MINUTES
  return minutes < DAY_MINUTES ? minutes : null
}

export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
