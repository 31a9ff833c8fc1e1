import { createHash } from 'node:crypto'
import type { Operation } from '#shared/portal-api/operations.ts'

/**
 * The fingerprint under which the ledger knows what an operation means. How it travels (`dependsOn`, `schemaVersion`)
 * may change between two sendings, and an operation that was first sent as version 1 must be known again in its present
 * form: no files is the same as no word of files, and the first fields keep the order that they had then.
 */
export function payloadHashOf({ dependsOn: _, schemaVersion: __, ...meaning }: Operation): string {
  const { opId, ...rest } = meaning
  const first = 'caseId' in rest ? { opId, caseId: rest.caseId } : { opId }
  const files = 'attachments' in rest && rest.attachments.length === 0 ? { attachments: undefined } : {}
  return createHash('sha256')
    .update(JSON.stringify({ ...first, ...rest, ...files }))
    .digest('hex')
}
