import { MAX_REASON_LENGTH } from '#shared/portal-api/operations.ts'
import { DeskFault } from '../fault.ts'

/** A question or a reason that a person reads. Throws `invalid_input`, or `note_too_long`. */
export function checkedWords(text: string): string {
  const words = text.trim()
  if (words === '') throw new DeskFault('invalid_input')
  if (words.length > MAX_REASON_LENGTH) {
    throw new DeskFault('note_too_long', { length: words.length, max: MAX_REASON_LENGTH })
  }
  return words
}
