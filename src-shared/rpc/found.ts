import { z } from 'zod'
import { deviceHit } from './devices.ts'
import { contactHit, searchHit } from './models.ts'
import { rmaSummary } from './rmas.ts'

/** A few of everything that words find. */
export const found = z.object({
  cases: z.array(searchHit),
  people: z.array(contactHit),
  devices: z.array(deviceHit),
  rmas: z.array(rmaSummary),
})
export type Found = z.infer<typeof found>

export const NOTHING_FOUND: Found = { cases: [], people: [], devices: [], rmas: [] }
