import type { Screen } from '../../stores/screen.ts'
import { type DraftKey, draftName } from './draft-saver.ts'

/**
 * Remembers what the agent looks at; tells later whether it is still that, and nothing is written but the draft itself. Only
 * then may an answer that took its time lead to the draft: the next words were meant for another place.
 */
export function rememberPlace(screen: Screen): (draft: DraftKey) => boolean {
  const before = placeOf(screen)
  return (draft) => {
    const now = placeOf(screen)
    const focused = document.activeElement
    const writesElsewhere = hasWords(focused) && focused.dataset.draft !== draftName(draft)
    return !writesElsewhere && now.every((part, at) => part === before[at])
  }
}

function placeOf({ view, selection, composer }: Screen): readonly (string | null)[] {
  const { page, overlay } = view.getState()
  const { openId, cursor } = selection.getState()
  return [page, overlay, openId, cursor?.caseId ?? null, composer.getState().mode]
}

/** A field with something in it. */
export function hasWords(element: Element | null): element is HTMLTextAreaElement | HTMLInputElement {
  return (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) && element.value.length > 0
}
