import type { CustomerCaseDetail, CustomerEstimate, CustomerThreadItem } from '#shared/customer-api/cases.ts'

export function openEstimate({ estimates }: CustomerCaseDetail): CustomerEstimate | null {
  return estimates.find(({ state }) => state === 'open') ?? null
}

export type CaseNews = {
  /** Notes of others that were not there before, oldest first. */
  notes: Extract<CustomerThreadItem, { type: 'note' }>[]
  status: CustomerCaseDetail['case']['status'] | null
  /** The agent who has it now. */
  owner: string | null
  /** What has become of an estimate: `open` is a new one. */
  estimate: CustomerEstimate['state'] | null
  /** A device of a repair has gone on. */
  repair: Extract<CustomerThreadItem, { type: 'rma' }> | null
}

/** What a reader should hear about; null when nothing but the own doing has changed. */
export function newsBetween(before: CustomerCaseDetail, after: CustomerCaseDetail): CaseNews | null {
  const known = new Set(before.thread.map(({ id }) => id))
  const fresh = after.thread.filter((item) => !known.has(item.id) && item.from !== 'you')
  const notes = fresh.filter((item) => item.type === 'note')
  const moved = fresh.some(({ type }) => type === 'status') && before.case.status !== after.case.status
  const status = moved ? after.case.status : null
  const owner = before.case.ownerName === after.case.ownerName ? null : after.case.ownerName
  const estimate = fresh.findLast((item) => item.type === 'estimate')?.state ?? null
  const repair = fresh.findLast((item) => item.type === 'rma') ?? null
  if (notes.length === 0 && !status && !owner && !estimate && !repair) return null
  return { notes, status, owner, estimate, repair }
}
