import { z } from 'zod'
import { rmaLineRow } from '../portal-api/rma-rows.ts'

const id = z.string()
const instant = z.number().int()

/** Opaque place in a sorted list: the sort value and the id of a row. */
export const rmaKey = z.tuple([z.number(), z.string()])
export type RmaKey = z.infer<typeof rmaKey>

export const rmaFlags = {
  /** When the next step is due; null: nothing is. */
  dueAt: instant.nullable(),
  overdue: z.boolean(),
  /** Something of it waits to be sent. */
  pending: z.boolean(),
  /** A change of the agent's met another; a person must choose. */
  conflict: z.boolean(),
}

/** A device on the board, in a list of a device's repairs, or found by scanning. */
export const rmaCard = z.object({
  id,
  rmaId: id,
  /** Empty until the portal has given one. */
  rmaNumber: z.string(),
  caseId: id,
  caseNumber: z.string(),
  caseTitle: z.string(),
  caseOpen: z.boolean(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  accountName: z.string(),
  contactName: z.string(),
  ...rmaLineRow.pick({
    serialNumber: true,
    model: true,
    fault: true,
    warranty: true,
    state: true,
    stateSince: true,
    receivedAt: true,
    shippedAt: true,
    newSerialNumber: true,
    carrier: true,
    trackingNumber: true,
  }).shape,
  ...rmaFlags,
})
export type RmaCard = z.infer<typeof rmaCard>

export const rmaCardPage = z.object({
  cards: z.array(rmaCard),
  /** Pass as `after` for more; null at the end. */
  next: rmaKey.nullable(),
})
export type RmaCardPage = z.infer<typeof rmaCardPage>
