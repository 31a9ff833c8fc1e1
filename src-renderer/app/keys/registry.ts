import { createStore, type StoreApi } from 'zustand/vanilla'
import { CHANGEABLE_IDS, type CommandId, specOf } from './commands.ts'
import { type Bindings, bindingsOf } from './shortcuts.ts'

/** The parts of a KeyboardEvent that decide. */
export type Chord = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  repeat: boolean
}

/** Where the key was pressed: in a field (typing), in a menu or dialog (which have keys of their own), or elsewhere. */
export type Place = 'field' | 'overlay' | 'control' | 'page'

/** `false`: not now, the key keeps its ordinary meaning. */
export type Handler = () => unknown

export type KeyRegistry = {
  /** The newest handler of a command gets it; returns the way to take it back. */
  bind: (id: CommandId, handler: Handler) => () => void
  /** Runs a command as if its key had been pressed; false when nobody handles it now. */
  run: (id: CommandId) => boolean
  isBound: (id: CommandId) => boolean
  /** True when the key was a shortcut and has been handled. */
  press: (chord: Chord, place: Place) => boolean
  /** Whether the key, pressed now, would only move the marked row. */
  onlyMoves: (chord: Chord) => boolean
  setSingleKeys: (on: boolean) => void
  /** The keys that hold; what shows keys follows it. */
  bindings: StoreApi<Bindings>
  /** While the focus is on its way to a field, letters must not fire as shortcuts. */
  hold: (until: number) => void
  /** The focus is on its way to a field. */
  isHolding: () => boolean
}

/** How long the second stroke may wait. */
export const SEQUENCE_MS = 1_200
/** Keys that mean something to buttons, links and scrollable parts; they are ours only outside of these. */
const CONTROL_KEYS = new Set(['Enter', 'Home', 'End', 'PageUp', 'PageDown'])

/** `Ctrl+K`, `Shift+E`, `j`, `?`: letters in the case that their name has in the table, symbols without Shift. */
export function chordName(chord: Chord): string {
  const { key } = chord
  const letter = key.length === 1 && key.toLowerCase() !== key.toUpperCase()
  const ctrl = chord.ctrlKey || chord.metaKey
  const shift = chord.shiftKey && (letter || key.length > 1)
  const base = letter ? (ctrl || shift ? key.toUpperCase() : key.toLowerCase()) : key
  return `${ctrl ? 'Ctrl+' : ''}${chord.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${base}`
}

export function createKeyRegistry(now: () => number): KeyRegistry {
  /** Pages have commands of their own under the same keys; whichever is bound gets it. */
  const byKeys = new Map<string, CommandId[]>()
  const prefixes = new Set<string>()
  const bindings = createStore<Bindings>(() => bindingsOf({}))
  bindings.subscribe(readBindings)
  readBindings(bindings.getState())
  const handlers = new Map<CommandId, Handler[]>()
  let singleKeys = true
  let pending: { prefix: string; at: number } | null = null
  let heldUntil = 0

  function readBindings(all: Bindings) {
    byKeys.clear()
    prefixes.clear()
    for (const id of CHANGEABLE_IDS) {
      for (const keys of all[id]) {
        byKeys.set(keys, [...(byKeys.get(keys) ?? []), id])
        const [prefix, second] = keys.split(' ')
        if (prefix && second) prefixes.add(prefix)
      }
    }
  }

  function isBound(id: CommandId): boolean {
    return (handlers.get(id)?.length ?? 0) > 0
  }

  function run(id: CommandId): boolean {
    const handler = handlers.get(id)?.at(-1)
    if (!handler) return false
    return handler() !== false
  }

  function commandOf(keys: string): CommandId | undefined {
    const ids = byKeys.get(keys)
    return ids?.find(isBound) ?? ids?.[0]
  }

  function press(chord: Chord, place: Place): boolean {
    const name = chordName(chord)
    const strong = name.startsWith('Ctrl+')
    const leave = name === 'Escape'
    if (place === 'overlay') return false
    if (place === 'field' && !strong && !leave) return false
    if (place === 'control' && CONTROL_KEYS.has(name)) return false
    if (!strong && !leave) {
      if (now() < heldUntil) return true
      if (!singleKeys) return false
    }
    const prefix = pending && now() - pending.at < SEQUENCE_MS ? pending.prefix : null
    pending = null
    const id = (prefix && commandOf(`${prefix} ${name}`)) || commandOf(name)
    // The first of two strokes may be another page's command.
    if (id && (isBound(id) || !prefixes.has(name))) {
      if (chord.repeat && !specOf(id).repeats) return true
      return run(id)
    }
    if (prefixes.has(name)) {
      pending = { prefix: name, at: now() }
      return true
    }
    return false
  }

  return {
    bind(id, handler) {
      handlers.set(id, [...(handlers.get(id) ?? []), handler])
      return () =>
        handlers.set(
          id,
          (handlers.get(id) ?? []).filter((other) => other !== handler),
        )
    },
    run,
    isBound,
    press,
    onlyMoves(chord) {
      const id = pending ? undefined : commandOf(chordName(chord))
      return id !== undefined && specOf(id).section === 'list' && specOf(id).repeats === true
    },
    bindings,
    setSingleKeys(on) {
      singleKeys = on
      pending = null
    },
    hold(until) {
      heldUntil = until
    },
    isHolding: () => now() < heldUntil,
  }
}

const FIELDS = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]'
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-overlay]'
const CONTROLS = 'button, a[href], [role="separator"], [role="button"], [role="radio"], input, summary'

export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null
}

export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'page'
  // Also what is behind a dialog and has the focus still, or has lost it: nothing there moves.
  if (target.closest(OVERLAYS) || document.querySelector('[aria-modal="true"]')) return 'overlay'
  if (isField(target)) return 'field'
  if (target.closest(CONTROLS)) return 'control'
  return 'page'
}
