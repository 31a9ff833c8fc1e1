import { type EstimateItem, MAX_ESTIMATE_ITEMS } from '#shared/domain/estimate.ts'
import { DeskFault } from '../fault.ts'

const MAX_NOTE = 5000
const MAX_ITEM = 500

export function checkedItems(items: readonly EstimateItem[]): EstimateItem[] {
  const checked = items.map((item) => ({ ...item, description: item.description.trim() }))
  const isWhole = checked.every(({ description }) => description !== '' && description.length <= MAX_ITEM)
  if (!isWhole || checked.length === 0 || checked.length > MAX_ESTIMATE_ITEMS) throw new DeskFault('invalid_input')
  return checked
}

/** The words that go along; may be none. */
export function checkedNote(text: string): string {
  const note = text.trim()
  if (note.length > MAX_NOTE) throw new DeskFault('note_too_long', { length: note.length, max: MAX_NOTE })
  return note
}
