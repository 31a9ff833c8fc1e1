import { and, eq, lt, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../db/open.ts'
import { blobs } from '../db/schema.ts'
import { contentOf } from './content.ts'
import type { BlobStore } from './store.ts'

export type UploadState = { received: number; size: number; complete: boolean }

export type AppendResult =
  | ({ kind: 'taken' } & UploadState)
  /** The portal goes on at `received`. */
  | ({ kind: 'elsewhere' } & UploadState)
  /** The whole is something else than its hash says, or nothing that may be attached; it begins at 0 again. */
  | { kind: 'hash_mismatch' }
  | { kind: 'file_type_refused' }

export type Uploads = {
  /** Null: nothing of it is here. */
  state(sha256: string): Promise<UploadState | null>
  /** `size`: of the whole. The bytes are durable, and with the last of them the whole is checked, when it resolves. */
  append(sha256: string, chunk: { offset: number; size: number; bytes: Buffer }): Promise<AppendResult>
  /** Throws away uploads that nobody went on with for a day, and whole files that nothing refers to after a week. */
  clean(): Promise<void>
}

const ABANDONED_MS = 86_400_000
const UNUSED_MS = 7 * 86_400_000

/** Two desks that upload the same content help each other: each goes on where the portal is. */
export function createUploads({ db, store, now }: { db: Database; store: BlobStore; now(): number }): Uploads {
  const oneByOne = createQueues()

  async function state(sha256: string): Promise<UploadState | null> {
    const [row] = await db
      .select({ received: blobs.received, size: blobs.size, complete: blobs.complete })
      .from(blobs)
      .where(eq(blobs.sha256, sha256))
    return row ?? null
  }

  async function begin(sha256: string, size: number): Promise<UploadState> {
    await db
      .insert(blobs)
      .values({ sha256, size, createdAt: now(), touchedAt: now() })
      .onConflictDoUpdate({
        target: blobs.sha256,
        // Of two lengths at most one can be right; the upload begins anew with the later.
        set: { size, received: 0, touchedAt: now() },
        setWhere: sql`not ${blobs.complete} and ${blobs.size} <> excluded.size`,
      })
    return (await state(sha256)) ?? { received: 0, size, complete: false }
  }

  async function append(
    sha256: string,
    { offset, size, bytes }: { offset: number; size: number; bytes: Buffer },
  ): Promise<AppendResult> {
    const known = await begin(sha256, size)
    if (known.complete || known.received !== offset) return { kind: 'elsewhere', ...known }
    await store.append(sha256, offset, bytes)
    const received = offset + bytes.length
    // Another process may have been quicker: the same bytes, so nothing is lost, and it says where the upload is now.
    const [moved] = await db
      .update(blobs)
      .set({ received, touchedAt: now() })
      .where(and(eq(blobs.sha256, sha256), eq(blobs.received, offset), eq(blobs.size, size), eq(blobs.complete, false)))
      .returning({ received: blobs.received })
    if (!moved) {
      const there = (await state(sha256)) ?? { received: 0, size, complete: false }
      // These bytes came after the end.
      if (there.complete) await store.discardUpload(sha256).catch(() => {})
      return { kind: 'elsewhere', ...there }
    }
    return received < size ? { kind: 'taken', received, size, complete: false } : finish(sha256, size)
  }

  /** Reads the whole without a lock; what follows from it is decided under one, for another process may be at it as well. */
  async function finish(sha256: string, size: number): Promise<AppendResult> {
    const content = await contentOf(() => store.readUpload(sha256, size))
    const whole = content.sha256 === sha256 && content.size === size
    return db.transaction(async (tx): Promise<AppendResult> => {
      const [row] = await tx
        .select({ received: blobs.received, size: blobs.size, complete: blobs.complete })
        .from(blobs)
        .where(eq(blobs.sha256, sha256))
        .for('update')
      if (!row || row.complete || row.received < size) {
        return { kind: 'elsewhere', ...(row ?? { received: 0, size, complete: false }) }
      }
      if (!whole || content.mediaType === null) {
        await tx.update(blobs).set({ received: 0, touchedAt: now() }).where(eq(blobs.sha256, sha256))
        await store.discardUpload(sha256)
        return { kind: whole ? 'file_type_refused' : 'hash_mismatch' }
      }
      await store.finish(sha256, size)
      const { mediaType } = content
      await tx
        .update(blobs)
        .set({ size, received: size, mediaType, complete: true, touchedAt: now() })
        .where(eq(blobs.sha256, sha256))
      return { kind: 'taken', received: size, size, complete: true }
    })
  }

  /** A portal that stopped between the last byte and the check. */
  async function finishIfAllIn(sha256: string): Promise<UploadState | null> {
    const known = await state(sha256)
    if (!known || known.complete || known.received < known.size) return known
    await finish(sha256, known.size)
    return state(sha256)
  }

  async function cleanAbandoned(): Promise<void> {
    const old = await db
      .select({ sha256: blobs.sha256 })
      .from(blobs)
      .where(and(eq(blobs.complete, false), lt(blobs.touchedAt, now() - ABANDONED_MS)))
    for (const { sha256 } of old) {
      await oneByOne(sha256, async () => {
        const gone = await db
          .delete(blobs)
          .where(and(eq(blobs.sha256, sha256), eq(blobs.complete, false), lt(blobs.touchedAt, now() - ABANDONED_MS)))
          .returning({ sha256: blobs.sha256 })
        if (gone.length > 0) await store.discardUpload(sha256)
      })
    }
  }

  async function cleanUnused(): Promise<void> {
    const old = await db
      .select({ sha256: blobs.sha256 })
      .from(blobs)
      .where(and(eq(blobs.complete, true), lt(blobs.touchedAt, now() - UNUSED_MS), unused))
    for (const { sha256 } of old) {
      await oneByOne(sha256, async () => {
        // First nobody can refer to it any more, then its bytes go.
        if (!(await db.transaction((tx) => retire(tx as Transaction, sha256, now())))) return
        await store.remove(sha256)
        await db.delete(blobs).where(and(eq(blobs.sha256, sha256), eq(blobs.complete, false), eq(blobs.received, 0)))
      })
    }
  }

  return {
    state: (sha256) => oneByOne(sha256, () => finishIfAllIn(sha256)),
    append: (sha256, chunk) => oneByOne(sha256, () => append(sha256, chunk)),
    async clean() {
      await cleanAbandoned()
      await cleanUnused()
    },
  }
}

const unused = sql`not exists (select 1 from attachments a where a.sha256 = ${blobs.sha256})
  and not exists (select 1 from customer_uploads u where u.sha256 = ${blobs.sha256})`

/** Whoever is about to refer to the blob holds its row; what they wrote is seen by the second statement. */
async function retire(tx: Transaction, sha256: string, now: number): Promise<boolean> {
  await tx.select({ sha256: blobs.sha256 }).from(blobs).where(eq(blobs.sha256, sha256)).for('update')
  const retired = await tx
    .update(blobs)
    .set({ complete: false, received: 0, mediaType: null, touchedAt: now })
    .where(and(eq(blobs.sha256, sha256), eq(blobs.complete, true), unused))
    .returning({ sha256: blobs.sha256 })
  return retired.length > 0
}

/** Work on one content goes one after the other within this process. */
function createQueues() {
  const tails = new Map<string, Promise<unknown>>()
  return function oneByOne<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = (tails.get(name) ?? Promise.resolve()).then(work)
    const tail = result
      .catch(() => {})
      .then(() => {
        if (tails.get(name) === tail) tails.delete(name)
      })
    tails.set(name, tail)
    return result
  }
}
