import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useScreen } from '../../stores/screen.ts'
import type { CommandId } from './commands.ts'
import { type Handler, placeOf } from './registry.ts'
import { ariaKeys, bindingsOf, type KeyChanges } from './shortcuts.ts'
import { useFieldWatch } from './use-field-watch.ts'
import { useScanner } from './use-scanner.ts'

/** Handles a command while the component is mounted and `enabled`. */
export function useCommand(id: CommandId, handler: Handler, enabled = true): void {
  const { keys } = useScreen()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => (enabled ? keys.bind(id, () => latest.current()) : undefined), [keys, id, enabled])
}

/** The keys of a command as they hold now; the first is the one shown. */
export function useKeysOf(id: CommandId): readonly string[] {
  const { keys } = useScreen()
  return useStore(keys.bindings, (all) => all[id])
}

/** For `aria-keyshortcuts` of what runs the command. */
export function useAriaKeys(id: CommandId | undefined): string | undefined {
  const { keys } = useScreen()
  return useStore(keys.bindings, (all) => (id ? ariaKeys(all[id]) : undefined))
}

/** The one listener of the window. */
export function useKeyboard(singleKeys: boolean, changes: KeyChanges): void {
  const { keys } = useScreen()
  useEffect(() => keys.bindings.setState(bindingsOf(changes), true), [keys, changes])
  useEffect(() => keys.setSingleKeys(singleKeys), [keys, singleKeys])
  // Before all others: what it swallows is no scan either.
  useFieldWatch(singleKeys)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      if (keys.press(event, placeOf(event.target))) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [keys])
  useScanner()
}
