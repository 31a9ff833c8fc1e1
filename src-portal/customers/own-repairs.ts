import { asc, eq } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { cases, rmaLines, rmas } from '../db/schema.ts'
import { day } from './own-cases.ts'

/** The devices of RMAs in the person's own cases, without what agents keep for themselves. */
export async function readOwnRepairs(db: Database, contactId: string) {
  const rows = await db
    .select({ line: rmaLines, rmaNumber: rmas.rmaNumber, caseNumber: cases.caseNumber })
    .from(rmaLines)
    .innerJoin(rmas, eq(rmas.id, rmaLines.rmaId))
    .innerJoin(cases, eq(cases.id, rmaLines.caseId))
    .where(eq(cases.contactId, contactId))
    .orderBy(asc(rmas.createdAt), asc(rmas.id), asc(rmaLines.position), asc(rmaLines.id))
  return rows.map(({ line, rmaNumber, caseNumber }) => ({
    rmaNumber,
    caseNumber,
    serialNumber: line.serialNumber,
    model: line.model,
    fault: line.fault,
    accessories: line.accessories,
    state: line.state,
    receivedAt: day(line.receivedAt),
    shippedAt: day(line.shippedAt),
    newSerialNumber: line.newSerialNumber,
    rejectionReason: line.rejectionReason,
    carrier: line.carrier,
    trackingNumber: line.trackingNumber,
  }))
}
