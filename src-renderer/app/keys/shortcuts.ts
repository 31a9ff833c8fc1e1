import { CHANGEABLE_IDS, COMMAND_IDS, type CommandId, type Section, specOf } from './commands.ts'

/** What the agent has changed, by command: other keys, or none. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>
/** The keys of every command as they hold now. */
export type Bindings = Readonly<Record<CommandId, readonly string[]>>

/** `taken`: another command has them where both can be meant. `reserved`: they edit text, or belong to the system. */
export type Refusal = { reason: 'taken'; by: CommandId } | { reason: 'reserved' } | { reason: 'needsCtrl' }

/** On the screen with every page; of the other sections one at a time is. */
const SHARED: ReadonlySet<Section> = new Set(['list', 'write', 'go', 'anywhere'])

const NAMED = /^(?:Enter|Escape|Home|End|PageUp|PageDown|Delete|Backspace|Insert|Arrow(?:Up|Down|Left|Right)|F\d{1,2})$/
const STROKE = /^(Ctrl\+)?(Alt\+)?(Shift\+)?(.+)$/u

/**
 * Of the system, the browser, screen readers, or every text field; nobody may take them from there. `Insert` is what NVDA,
 * JAWS, Narrator and Orca wait for; `Ctrl+Alt` belongs to VoiceOver and JAWS, and types signs (AltGr); `Alt` opens menus.
 */
const RESERVED = [
  /^(?:(?:Shift\+)?(?:Escape|Enter|Tab|Insert|Delete|Backspace|F10)|Arrow\w+|F(?:1|3|5|6|7|10|11|12))$/,
  /^Ctrl\+(?:[ACVXYWTNQRLFGHJOU0-9+=-]|Shift\+[ABCDIJMNOPQRTVWZ]|(?:Shift\+)?(?:Tab|Insert|F4|Home|End|Arrow\w+))$/,
  /^(?:Ctrl\+)?Alt\+/,
]

/** `Ctrl+Shift+A` → `['Ctrl', 'Shift', 'A']`. */
export function strokeParts(stroke: string): string[] {
  const [, ctrl, alt, shift, base = ''] = STROKE.exec(stroke) ?? []
  return [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', base].filter((part) => typeof part === 'string')
}

/** One or two strokes as `chordName` names them; null for what no keyboard sends like this. */
export function parseKeys(text: string): string | null {
  const strokes = text.trim().split(/\s+/)
  if (strokes.length > 2 || !strokes.every(isStroke)) return null
  // Only a plain key can wait for a second one.
  if (strokes.length === 2 && strokes.some((stroke) => stroke.startsWith('Ctrl+') || stroke.startsWith('Alt+')))
    return null
  return strokes.join(' ')
}

function isStroke(stroke: string): boolean {
  const [, ctrl, , shift, base = ''] = STROKE.exec(stroke) ?? []
  if (NAMED.test(base)) return true
  if ([...base].length !== 1) return false
  const letter = base.toLowerCase() !== base.toUpperCase()
  if (!letter) return !shift
  return base === (ctrl || shift ? base.toUpperCase() : base.toLowerCase())
}

/** The table with the changes in it. Where a change and another command's own keys meet, the change has them. */
export function bindingsOf(changes: KeyChanges): Bindings {
  const chosen = new Map<CommandId, string[]>()
  for (const id of CHANGEABLE_IDS) {
    const keys = changes[id]
    if (keys)
      chosen.set(
        id,
        keys.flatMap((one) => parseKeys(one) ?? []),
      )
  }
  const isTaken = (id: CommandId, keys: string) =>
    [...chosen].some(([other, theirs]) => meet(id, other) && theirs.some((one) => clash(one, keys)))
  const keysOf = (id: CommandId) => chosen.get(id) ?? specOf(id).keys.filter((keys) => !isTaken(id, keys))
  const bindings = {} as Record<CommandId, readonly string[]>
  for (const id of COMMAND_IDS) bindings[id] = keysOf(id)
  return bindings
}

/** Who has the keys already, where both commands can be meant. */
export function takenBy(bindings: Bindings, id: CommandId, keys: string): CommandId | null {
  const other = COMMAND_IDS.find(
    (one) => one !== id && meet(one, id) && bindings[one].some((theirs) => clash(theirs, keys)),
  )
  return other ?? null
}

/** Why a command cannot have the keys; null when it can. */
export function refusalOf(bindings: Bindings, id: CommandId, keys: string): Refusal | null {
  const own = specOf(id).keys.includes(keys)
  if (parseKeys(keys) === null || (!own && keys.split(' ').some(isReserved))) return { reason: 'reserved' }
  if (specOf(id).section === 'write' && !keys.startsWith('Ctrl+')) return { reason: 'needsCtrl' }
  const by = takenBy(bindings, id, keys)
  return by === null ? null : { reason: 'taken', by }
}

function isReserved(stroke: string): boolean {
  return RESERVED.some((pattern) => pattern.test(stroke))
}

/** `keys` null: those of the table again. */
export function changeKeys(
  changes: KeyChanges,
  id: CommandId,
  keys: readonly string[] | null,
): Record<string, string[]> {
  const { [id]: _before, ...rest } = changes
  const kept = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, [...value]]))
  if (keys === null || keys.join() === specOf(id).keys.join()) return kept
  return { ...kept, [id]: [...keys] }
}

function meet(a: CommandId, b: CommandId): boolean {
  const [one, other] = [specOf(a).section, specOf(b).section]
  return one === other || SHARED.has(one) || SHARED.has(other)
}

/** The same, or one would never be reached because the other is its first stroke. */
function clash(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)
}

/** `Ctrl+K` as `aria-keyshortcuts` has it; undefined for two strokes, for which it has no way of writing. */
export function ariaKeys(bindings: readonly string[]): string | undefined {
  const single = bindings.filter((keys) => !keys.includes(' '))
  if (single.length === 0) return undefined
  return single.map((keys) => strokeParts(keys).map(ariaName).join('+')).join(' ')
}

function ariaName(part: string): string {
  if (part === 'Ctrl') return 'Control'
  if (part === '+') return 'Plus'
  return part.length === 1 ? part.toUpperCase() : part
}
