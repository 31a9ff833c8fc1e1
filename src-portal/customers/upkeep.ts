import { lte } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { auditLog, customerCodes, customerSessions } from '../db/schema.ts'
import { forgetUsedCaptchas } from './captcha.ts'

const DAY_MS = 86_400_000
/** An old code is told that it is old for that long; after it, that nobody knows it. */
const CODE_MEMORY_DAYS = 90
export const AUDIT_DAYS = 730

/** Throws away what is over: sessions, old codes and captchas, and the audit log's entries after two years. */
export async function tidyAccess(db: Database, now: number): Promise<void> {
  await db.delete(customerSessions).where(lte(customerSessions.expiresAt, now))
  await forgetUsedCaptchas(db, now)
  await db.delete(customerCodes).where(lte(customerCodes.expiresAt, now - CODE_MEMORY_DAYS * DAY_MS))
  await db.delete(auditLog).where(lte(auditLog.at, now - AUDIT_DAYS * DAY_MS))
}
