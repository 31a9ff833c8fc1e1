import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useScreen } from '../../stores/screen.ts'
import { entryWords } from './scan-words.ts'
import { signalOf } from './scanning.ts'
import { playSignal } from './signal-sound.ts'

/** Says and sounds each new result while the page is open. */
export function useScanSignals(): void {
  const { t } = useTranslation()
  const { scans, scanResults, speech } = useScreen()
  const { entry, count } = useStore(scanResults)
  const told = useRef(count)
  useEffect(() => {
    if (entry === null || told.current === count) return
    told.current = count
    const signal = signalOf(entry)
    if (signal !== null && scans.getState().sound) playSignal(signal)
    const text = `${entry.text}: ${entryWords(entry, t)}`
    speech.setState((before) => ({ ...before, text, count: before.count + 1 }))
  }, [entry, count, scans, speech, t])
}
