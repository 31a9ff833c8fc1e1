import { type Chord, chordName } from './registry.ts'

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Dead', 'Process'])

/** `waiting`: may be the first of two strokes. */
export type Recorded = { type: 'waiting' | 'done'; keys: string } | { type: 'cancelled' | 'ignored' }

/** What a key press means to the recorder, after the stroke `first`. */
export function recordStroke(first: string | null, chord: Chord): Recorded {
  if (chord.repeat || MODIFIERS.has(chord.key)) return { type: 'ignored' }
  const name = chordName(chord)
  if (name === 'Escape') return { type: 'cancelled' }
  const plain = !chord.ctrlKey && !chord.metaKey && !chord.altKey
  if (first === null) return { type: plain && chord.key.length === 1 ? 'waiting' : 'done', keys: name }
  if (name === 'Enter') return { type: 'done', keys: first }
  return { type: 'done', keys: plain ? `${first} ${name}` : name }
}
