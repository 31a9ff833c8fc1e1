import type { Chord } from './registry.ts'

/** After a field was taken away, keys are shortcuts again once they have rested this long. */
export const REST_MS = 1_500

/** Of an element: whether it is on the page still. */
type Field = { readonly isConnected: boolean }

/** `lost`: the field that it was meant for is gone, it is no shortcut. `swallow`: one more of these. */
export type FieldVerdict = 'pass' | 'lost' | 'swallow'

export type FieldWatch = {
  /** The focus came to a field or something was written into it; null: the focus came to something else. */
  at(field: Field | null): void
  /** A click outside of fields: what goes away now, the agent has sent away. */
  act(): void
  /** `adrift`: nothing has the focus. */
  press(chord: Chord, adrift: boolean): FieldVerdict
}

/** Neither writing nor a command. */
const NEUTRAL = new Set([
  ...['Shift', 'CapsLock', 'NumLock', 'AltGraph', 'Control', 'Alt', 'Meta', 'Dead'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'],
])
const WRITES = new Set(['Backspace', 'Delete'])

/**
 * Tells a field that the agent left from one that was taken away by what came from elsewhere: the agent leaves by a command
 * (Enter, Escape, Ctrl with a key) or a click. Where there was none since the field had the focus, what is typed on is meant for it.
 */
export function createFieldWatch(now: () => number): FieldWatch {
  let field: Field | null = null
  let restsAt = Number.NEGATIVE_INFINITY

  function leave() {
    field = null
    restsAt = Number.NEGATIVE_INFINITY
  }

  return {
    at(next) {
      leave()
      field = next
    },
    act: leave,
    press({ key, ctrlKey, metaKey, altKey }, adrift) {
      if (NEUTRAL.has(key)) return 'pass'
      // AltGr is Ctrl with Alt.
      const strong = metaKey || ctrlKey !== altKey
      const writes = !strong && (key.length === 1 || WRITES.has(key) || (adrift && key === 'Enter'))
      if (!writes) {
        leave()
        return 'pass'
      }
      if (!adrift) return 'pass'
      const lost = field !== null && !field.isConnected
      if (!lost && now() >= restsAt) return 'pass'
      leave()
      restsAt = now() + REST_MS
      return lost ? 'lost' : 'swallow'
    },
  }
}
