import { z } from 'zod'
import { NOTICE_DETAILS, NOTICE_KINDS } from '../domain/notice.ts'

/** Something that happened in a case and concerns the agent; nothing of it is stored, it is found in what is here. */
export const notice = z.object({
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  caseId: z.string(),
  /** Empty until the portal has given one. */
  caseNumber: z.string(),
  title: z.string(),
  accountName: z.string(),
  /** Who wrote or did it. */
  byName: z.string().nullable(),
  at: z.number().int(),
  /** The agent has not looked at it yet. */
  unread: z.boolean(),
})
export type Notice = z.infer<typeof notice>

export const noticeList = z.object({
  /** Newest first. */
  notices: z.array(notice),
  unread: z.number().int(),
})
export type NoticeList = z.infer<typeof noticeList>

/** Words for outside of the window, made as the agent's settings allow. `caseNumber` and `caseId`: of a single one. */
export const announcement = z.object({
  title: z.string(),
  body: z.string(),
  count: z.number().int(),
  caseNumber: z.string().nullable(),
  caseId: z.string().nullable(),
})
export type Announcement = z.infer<typeof announcement>

const minute = z.number().int().min(0).max(1_439)
export const noticeSettings = z.object({
  native: z.boolean(),
  kinds: z.array(z.enum(NOTICE_KINDS)).max(NOTICE_KINDS.length),
  detail: z.enum(NOTICE_DETAILS),
  quiet: z.object({ on: z.boolean(), from: minute, to: minute, days: z.array(z.number().int().min(0).max(6)).max(7) }),
  quietUntil: z.number().int(),
})
