import type { Query } from '../db/open.ts'

const READABLE_SQL = `
SELECT b.size::text AS size, b.media_type AS "mediaType" FROM blobs b
WHERE b.sha256 = $2 AND b.complete AND EXISTS (
  SELECT 1 FROM attachments a JOIN cases c ON c.id = a.case_id JOIN team_members m ON m.team_id = c.team_id
  WHERE a.sha256 = b.sha256 AND m.agent_id = $1)`

/** A whole file that is attached to a case of one of the agent's teams; null for all others. */
export async function readableBlob(
  query: Query,
  { agentId, sha256 }: { agentId: string; sha256: string },
): Promise<{ size: number; mediaType: string } | null> {
  const [row] = await query<{ size: string; mediaType: string }>(READABLE_SQL, [agentId, sha256])
  return row ? { size: Number(row.size), mediaType: row.mediaType } : null
}
