import { and, eq } from 'drizzle-orm'
import type { Language } from '#shared/domain/case.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { Database } from '../../db/open.ts'
import { rmaLines, rmas } from '../../db/schema.ts'
import type { Part } from '../layout.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { words as somebodysWords, text } from './draft.ts'

/** Nothing of a line that agents keep for themselves. */
const LINE = {
  serialNumber: rmaLines.serialNumber,
  model: rmaLines.model,
  newSerialNumber: rmaLines.newSerialNumber,
  rejectionReason: rmaLines.rejectionReason,
  carrier: rmaLines.carrier,
  trackingNumber: rmaLines.trackingNumber,
}
type Found = {
  rmaNumber: string
  line: { [F in keyof typeof LINE]: F extends 'serialNumber' | 'model' ? string : string | null }
}

/** Null: the line has been removed. */
export async function readLine(db: Database, caseId: string, lineId: string): Promise<Found | null> {
  const [found] = await db
    .select({ rmaNumber: rmas.rmaNumber, line: LINE })
    .from(rmaLines)
    .innerJoin(rmas, eq(rmas.id, rmaLines.rmaId))
    .where(and(eq(rmaLines.id, lineId), eq(rmaLines.caseId, caseId)))
  return found ?? null
}

/** What the customer has to know of a device beside its new state. */
export function rmaParts(language: Language, { rmaNumber, line }: Found, to: RmaLineState): Part[] {
  const w = MAIL_WORDS[language].rma
  const rows: [string, string | null][] = [
    [w.number, rmaNumber],
    [w.serialNumber, line.serialNumber],
    [w.model, line.model],
    [w.newSerialNumber, to === 'replaced' || to === 'shipped' ? line.newSerialNumber : null],
    [w.carrier, to === 'shipped' ? line.carrier : null],
    [w.trackingNumber, to === 'shipped' ? line.trackingNumber : null],
  ]
  const facts: Part = { type: 'facts', rows: rows.flatMap(([name, value]) => (value ? [[name, value]] : [])) }
  if (to === 'approved') return [facts, text(w.writeNumber(rmaNumber))]
  if (to !== 'rejected' || line.rejectionReason === null) return [facts]
  return [facts, text(w.reason), somebodysWords(line.rejectionReason)]
}
