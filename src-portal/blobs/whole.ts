import { and, eq } from 'drizzle-orm'
import type { Transaction } from '../db/open.ts'
import { blobs } from '../db/schema.ts'

/**
 * The size and type of the bytes under a hash when they are whole and verified, else null. Inside the transaction that
 * writes an attachment of them: they cannot be cleaned away before it has committed.
 */
export async function wholeBlob(tx: Transaction, sha256: string): Promise<{ size: number; mediaType: string } | null> {
  const [found] = await tx
    .select({ size: blobs.size, mediaType: blobs.mediaType })
    .from(blobs)
    .where(and(eq(blobs.sha256, sha256), eq(blobs.complete, true)))
    .for('share')
  return found?.mediaType ? { size: found.size, mediaType: found.mediaType } : null
}
