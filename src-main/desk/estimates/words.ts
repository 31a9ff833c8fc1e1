import {
  type EstimateItem,
  MAX_ESTIMATE_ITEMS,
  MAX_ESTIMATE_NOTE_LENGTH,
  MAX_ITEM_LENGTH,
} from '#shared/domain/estimate.ts'
import { DeskFault } from '../fault.ts'

export function checkedItems(items: readonly EstimateItem[]): EstimateItem[] {
  const checked = items.map((item) => ({ ...item, description: item.description.trim() }))
  const isWhole = checked.every(({ description }) => description !== '' && description.length <= MAX_ITEM_LENGTH)
  if (!isWhole || checked.length === 0 || checked.length > MAX_ESTIMATE_ITEMS) throw new DeskFault('invalid_input')
  return checked
}

/** The words that go along; may be none. */
export function checkedNote(text: string): string {
  const note = text.trim()
  if (note.length > MAX_ESTIMATE_NOTE_LENGTH)
    throw new DeskFault('note_too_long', { length: note.length, max: MAX_ESTIMATE_NOTE_LENGTH })
  return note
}
