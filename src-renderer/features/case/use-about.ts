import { useStore } from 'zustand'
import { type Overlay, useScreen } from '../../stores/screen.ts'

/** What is open about this case: the pane may be behind the keys, and menus and dialogs are for the case that these have reached. */
export function useAbout(caseId: string): Overlay {
  const { selection, view } = useScreen()
  const overlay = useStore(view, (state) => state.overlay)
  const reached = useStore(selection, (state) => state.openId === caseId)
  return reached ? overlay : null
}
