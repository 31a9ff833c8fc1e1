import { createHash } from 'node:crypto'
import { and, eq, lt } from 'drizzle-orm'
import { CustomerRefusal } from '../customers/refusal.ts'
import type { Database } from '../db/open.ts'
import { customerRequests } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'

const KEPT_MS = 30 * 86_400_000

export type Request = {
  contactId: string
  requestId: string
  /** All that was asked; JSON. */
  payload: unknown
}

/**
 * Runs `act` once a request, in the transaction that remembers its result: sent again it gets that, and a second sender waits
 * for the first. One that fails has never been. Throws `invalid_request` when the id was another request's.
 */
export async function once<Result>(work: Work, request: Request, act: () => Promise<Result>): Promise<Result> {
  const { tx } = work
  const { contactId, requestId } = request
  const payloadHash = createHash('sha256').update(JSON.stringify(request.payload)).digest('hex')
  const taken = await tx
    .insert(customerRequests)
    .values({ contactId, requestId, payloadHash, createdAt: work.now })
    .onConflictDoNothing()
    .returning({ requestId: customerRequests.requestId })
  const mine = and(eq(customerRequests.contactId, contactId), eq(customerRequests.requestId, requestId))
  if (taken.length === 0) {
    const [stored] = await tx.select().from(customerRequests).where(mine)
    if (stored?.payloadHash !== payloadHash) throw new CustomerRefusal('invalid_request')
    return stored.result as Result
  }
  const result = await act()
  await tx.update(customerRequests).set({ result }).where(mine)
  return result
}

export async function forgetRequests(db: Database, now: number): Promise<void> {
  await db.delete(customerRequests).where(lt(customerRequests.createdAt, now - KEPT_MS))
}
