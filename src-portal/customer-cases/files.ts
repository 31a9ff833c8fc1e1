import type { Query } from '../db/open.ts'
import { type Customer, readAs } from './scope.ts'

export type CustomerFile = { fileName: string; mediaType: string; size: number; sha256: string }

const FILE_SELECT = `SELECT a.file_name AS "fileName", a.media_type AS "mediaType", a.size, a.sha256
FROM visible_attachments a WHERE a.id = $3`

/** What the customer may download under the attachment's id; null where there is no such file for this customer. */
export async function findFile(query: Query, customer: Customer, attachmentId: string): Promise<CustomerFile | null> {
  const [found] = await readAs<CustomerFile>(query, customer, FILE_SELECT, [attachmentId])
  return found ?? null
}
