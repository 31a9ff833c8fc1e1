import { useEffect, useRef } from 'react'
import { useScreen } from '../../stores/screen.ts'
import type { CommandId } from './commands.ts'
import { type Handler, placeOf } from './registry.ts'

/** Handles a command while the component is mounted and `enabled`. */
export function useCommand(id: CommandId, handler: Handler, enabled = true): void {
  const { keys } = useScreen()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => (enabled ? keys.bind(id, () => latest.current()) : undefined), [keys, id, enabled])
}

/** The one listener of the window. */
export function useKeyboard(singleKeys: boolean): void {
  const { keys } = useScreen()
  useEffect(() => keys.setSingleKeys(singleKeys), [keys, singleKeys])
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      if (keys.press(event, placeOf(event.target))) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [keys])
}
