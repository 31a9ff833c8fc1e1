import { eq } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { mailThreads } from '../db/schema.ts'

/** What a thread of mails is about; its number stands in each subject, so that a reply finds its way back. */
export type MailTopic = { kind: 'case' | 'registration' | 'contact' | 'help_desk'; id: string }

const TOKEN = /\bCRM:(\d{7,10})\b/g

/** `CRM:0001250`. */
export function tokenOf(number: number): string {
  return `CRM:${String(number).padStart(7, '0')}`
}

/** The number of the last token: ours ends the subject, and a title before it may hold anything. */
export function findToken(subject: string): number | null {
  const number = Number([...subject.matchAll(TOKEN)].at(-1)?.[1])
  return Number.isSafeInteger(number) && number <= 2_147_483_647 ? number : null
}

/** The number of the topic's thread, a new one for a new topic. */
export async function threadNumber(db: Database, { kind, id }: MailTopic): Promise<number> {
  const about = `${kind}:${id}`
  const find = async () => {
    const [found] = await db.select().from(mailThreads).where(eq(mailThreads.about, about))
    return found?.number
  }
  const known = await find()
  if (known !== undefined) return known
  const [made] = await db.insert(mailThreads).values({ about }).onConflictDoNothing().returning()
  const number = made?.number ?? (await find())
  if (number === undefined) throw new Error('The thread of a mail has no number')
  return number
}

export async function topicOf(db: Database, number: number): Promise<MailTopic | null> {
  const [found] = await db.select().from(mailThreads).where(eq(mailThreads.number, number))
  const [, kind, id] = /^(case|registration|contact):(.+)$/.exec(found?.about ?? '') ?? []
  return kind && id ? { kind: kind as MailTopic['kind'], id } : null
}
