import type { DeviceRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import { type Validity, validityOn } from '../context/validity.ts'

/** Whether somebody else pays for a repair today: a plain yes or no, and since or until when. */
export type Cover = { answer: 'yes' | 'no' | 'unknown'; validity: Validity | null; day: string | null }

export function warrantyOn(today: string, { warrantyUntil }: Pick<DeviceRow, 'warrantyUntil'>): Cover {
  if (warrantyUntil === null) return { answer: 'unknown', validity: null, day: null }
  const validity = validityOn(today, null, warrantyUntil)
  return { answer: validity === 'valid' ? 'yes' : 'no', validity, day: warrantyUntil }
}

export function contractOn(today: string, entitlement: EntitlementRow | null): Cover {
  if (entitlement === null) return { answer: 'no', validity: null, day: null }
  const validity = validityOn(today, entitlement.validFrom, entitlement.validUntil)
  const day = validity === 'future' ? entitlement.validFrom : entitlement.validUntil
  return { answer: validity === 'valid' ? 'yes' : 'no', validity, day }
}
