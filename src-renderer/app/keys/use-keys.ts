import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import type { CommandId } from './commands.ts'
import { type Chord, type Handler, type Place, placeOf } from './registry.ts'
import { createScanWatch, SCAN_GAP_MS } from './scan.ts'

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
  useScanner()
}

type Held = { chord: Chord; place: Place }

/**
 * Sends what a scanner types to the page of devices, wherever the focus is but in a field, where it stays. A key that may begin
 * a scan waits a moment before it is a shortcut: a sticker must not resolve a case. Those that only move do not wait.
 */
function useScanner(): void {
  const { keys, speech } = useScreen()
  const navigation = useNavigation()
  const { t } = useTranslation()
  const words = useRef(t)
  useEffect(() => {
    words.current = t
  }, [t])
  useEffect(() => {
    const watch = createScanWatch()
    let held: Held[] = []
    let early = ''
    let timer: ReturnType<typeof setTimeout> | undefined

    const say = (text: string) => speech.setState((before) => ({ ...before, text, count: before.count + 1 }))
    function letGo() {
      clearTimeout(timer)
      const waiting = held
      held = []
      for (const { chord, place } of waiting) if (!keep(chord)) keys.press(chord, place)
    }

    /** What is typed while the focus is on its way to a field is meant for that field. */
    function keep({ key, ctrlKey, metaKey, altKey }: Chord): boolean {
      if (!keys.isHolding() || key.length !== 1 || ctrlKey || metaKey || altKey) return false
      early += key
      return true
    }
    function onFocusIn({ target }: FocusEvent) {
      const text = early
      early = ''
      if (text === '' || !(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return
      // When whoever moved the focus has set the caret.
      queueMicrotask(() => document.execCommand('insertText', false, text))
    }

    function onKeyDown(event: KeyboardEvent) {
      if (event.isComposing) return
      const place = placeOf(event.target)
      const strong = event.ctrlKey || event.metaKey || event.altKey
      if (place === 'field') {
        watch.end()
        letGo()
        return
      }
      if (place !== 'overlay' && held.length === 0 && keep(event)) {
        event.preventDefault()
        event.stopImmediatePropagation()
        return
      }
      if (!keys.isHolding()) early = ''
      const verdict = watch.press({ key: event.key, at: event.timeStamp, strong, repeat: event.repeat })
      if (verdict === 'ignore') return
      if (verdict === 'pass') return letGo()
      if (verdict === 'hold') {
        clearTimeout(timer)
        timer = setTimeout(() => {
          watch.end()
          letGo()
        }, SCAN_GAP_MS)
        // Dialogs and menus have keys of their own, which stay theirs.
        if (place === 'overlay' || (held.length === 0 && keys.onlyMoves(event))) return
        const { key, ctrlKey, metaKey, altKey, shiftKey, repeat } = event
        held.push({ chord: { key, ctrlKey, metaKey, altKey, shiftKey, repeat }, place })
      } else {
        clearTimeout(timer)
        held = []
        if (place === 'overlay') say(words.current('devices.scanHeld', { text: verdict.scan }))
        else {
          say(words.current('devices.scanned', { text: verdict.scan }))
          navigation.lookUp(verdict.scan)
        }
      }
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    window.addEventListener('focusin', onFocusIn)
    return () => {
      window.removeEventListener('focusin', onFocusIn)
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      // Keys that wait are the agent's; only a scan may take them away.
      letGo()
    }
  }, [keys, navigation, speech])
}
