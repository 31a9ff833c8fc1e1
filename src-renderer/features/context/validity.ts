export type Validity = 'valid' | 'expired' | 'future'

/** Whether today lies in a period; days are `YYYY-MM-DD`, both ends included. */
export function validityOn(today: string, from: string | null, until: string): Validity {
  if (from !== null && today < from) return 'future'
  return today <= until ? 'valid' : 'expired'
}

/** The day of the machine's own time zone. */
export function dayOf(instant: number): string {
  const date = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
