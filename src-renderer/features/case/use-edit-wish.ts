import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useScreen } from '../../stores/screen.ts'
import type { TextField } from './use-field-edit.ts'

/** Begins the editing that a key asked for, once the pane shows the case it was meant for. */
export function useEditWish(caseId: string, field: TextField, start: () => void): void {
  const { focus, keys } = useScreen()
  const wish = useStore(focus, (state) => state.wish)
  const latest = useRef(start)
  useEffect(() => {
    latest.current = start
  })
  useEffect(() => {
    if (wish?.target !== 'edit' || wish.caseId !== caseId || wish.field !== field) return
    latest.current()
    focus.setState({ wish: null })
    keys.hold(0)
  }, [wish, caseId, field, focus, keys])
}
