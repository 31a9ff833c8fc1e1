import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { type Chord, isField, type Place, placeOf } from './registry.ts'
import { createScanWatch, SCAN_GAP_MS } from './scan.ts'

type Held = { chord: Chord; place: Place }

const isLetter = ({ key, ctrlKey, metaKey, altKey }: Chord) => key.length === 1 && !ctrlKey && !metaKey && !altKey

/**
 * Sends what a scanner types to the page of devices, or into the list of scans where that is shown, wherever the focus is but in a field, where it stays. A key that may begin
 * a scan waits a moment before it is a shortcut: a sticker must not resolve a case. Those that only move do not wait.
 */
export function useScanner(): void {
  const { keys, speech, view, scanSession } = useScreen()
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
      for (const one of waiting) if (!keep(one.chord)) hand(one)
    }

    /** As if they had come slowly: a field that the key before has opened gets what was typed for it. */
    function hand({ chord, place }: Held): void {
      const { activeElement } = document
      if (isField(activeElement) && isLetter(chord)) document.execCommand('insertText', false, chord.key)
      else flushSync(() => keys.press(chord, activeElement === document.body ? place : placeOf(activeElement)))
    }

    /** The key that ends the wait goes to where the focus went meanwhile. */
    function letPass(event: KeyboardEvent): void {
      const before = document.activeElement
      letGo()
      const { activeElement } = document
      if (activeElement === before || activeElement === null) return
      event.stopImmediatePropagation()
      const taken = !activeElement.dispatchEvent(new KeyboardEvent('keydown', event))
      // Of these the browser would do the old one's part; what it does by itself for others, Tab for one, begins at the new one.
      if (taken || event.key === 'Enter' || event.key === 'Escape' || event.ctrlKey || event.metaKey)
        event.preventDefault()
    }

    /** What is typed while the focus is on its way to a field is meant for that field. */
    function keep(chord: Chord): boolean {
      if (!keys.isHolding() || !isLetter(chord)) return false
      early += chord.key
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
      // Also of a dialog: a field takes what is typed into it, however fast, and a scan as well.
      if (isField(event.target)) {
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
      if (verdict === 'pass') return letPass(event)
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
        else if (view.getState().page === 'rmaScan') scanSession.take(verdict.scan)
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
    // A click comes after the key before it.
    window.addEventListener('pointerdown', letGo, { capture: true })
    return () => {
      window.removeEventListener('pointerdown', letGo, { capture: true })
      window.removeEventListener('focusin', onFocusIn)
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      // Keys that wait are the agent's; only a scan may take them away.
      clearTimeout(timer)
      for (const { chord, place } of held) keys.press(chord, place)
    }
  }, [keys, navigation, speech, view, scanSession])
}
