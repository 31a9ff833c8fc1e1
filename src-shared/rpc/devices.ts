import { z } from 'zod'
import { deviceRow } from '../portal-api/rows.ts'

export const deviceHit = z.object({ device: deviceRow, accountName: z.string().nullable() })
export type DeviceHit = z.infer<typeof deviceHit>

/** `hits`: the very number first. */
export const lookUpResult = z.object({
  hits: z.array(deviceHit),
  /** There are more than were asked for. */
  more: z.boolean(),
})
