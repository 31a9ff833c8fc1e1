import { eq } from 'drizzle-orm'
import { maySee } from '../../customer-cases/scope.ts'
import type { Database } from '../../db/open.ts'
import { cases } from '../../db/schema.ts'
import type { CaseFacts } from './case-facts.ts'

/** The case that carries a merged one on, if the person who is written to may see it; null else, and of one that is not merged. */
export async function visibleRoot(
  db: Database,
  { case: found, contact }: CaseFacts,
): Promise<typeof cases.$inferSelect | null> {
  let root = found
  while (root.mergedIntoId !== null) {
    const [next] = await db.select().from(cases).where(eq(cases.id, root.mergedIntoId))
    if (!next) return null
    root = next
  }
  return root.id !== found.id && maySee(contact, root) ? root : null
}
