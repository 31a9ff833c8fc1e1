/** Hands are slower; scanners send a key every few milliseconds. */
export const SCAN_GAP_MS = 35
/** Shorter ones are no serial numbers. */
const MIN_SCAN = 6

/** What is known of a key while nobody types into a field. `at`: when it was pressed, ms. */
export type ScanKey = { key: string; at: number; strong: boolean; repeat: boolean }

/**
 * `hold`: may belong to a scan, so it waits. `pass`: is a key as any other; what was held goes first. `scan`: was the Enter of
 * one. `ignore`: says nothing, e.g. Shift.
 */
export type ScanVerdict = 'hold' | 'pass' | 'ignore' | { scan: string }

export type ScanWatch = {
  press(key: ScanKey): ScanVerdict
  /** After `SCAN_GAP_MS` without a key: what was held is no scan. */
  end(): void
}

const MODIFIERS = new Set(['Shift', 'CapsLock', 'NumLock', 'AltGraph', 'Control', 'Alt', 'Meta', 'Dead'])

/** Tells a scanner from typing: at least six keys, each soon after the one before, ending in Enter. */
export function createScanWatch(): ScanWatch {
  let text = ''
  let last = Number.NEGATIVE_INFINITY
  return {
    press({ key, at, strong, repeat }) {
      if (MODIFIERS.has(key)) return 'ignore'
      const soon = at - last <= SCAN_GAP_MS
      const before = soon ? text : ''
      text = ''
      // A key that is held down repeats as fast as a scanner.
      if (strong || repeat) return 'pass'
      if (key === 'Enter') return before.length >= MIN_SCAN ? { scan: before.trim() } : 'pass'
      // A space presses buttons; no number begins with one.
      if (key.length !== 1 || (key === ' ' && before === '')) return 'pass'
      text = before + key
      last = at
      return 'hold'
    },
    end() {
      text = ''
    },
  }
}
