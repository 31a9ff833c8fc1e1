/** Every command of this release with its keys; the handlers, the tooltips, the palette and the `?` sheet read it. */

export const SECTIONS = ['list', 'case', 'write', 'go', 'anywhere'] as const
export type Section = (typeof SECTIONS)[number]

export type CommandSpec = {
  section: Section
  /** `j`, `Shift+E`, `g q` (one after the other), `Ctrl+Enter`; the first is the one shown. */
  keys: readonly string[]
  /** May fire again while the key is held. */
  repeats?: true
  /** Not offered in the palette. */
  hidden?: true
}

export const COMMANDS = {
  'list.next': { section: 'list', keys: ['j'], repeats: true, hidden: true },
  'list.previous': { section: 'list', keys: ['k'], repeats: true, hidden: true },
  'list.open': { section: 'list', keys: ['Enter'], hidden: true },
  'list.first': { section: 'list', keys: ['Home'], hidden: true },
  'list.last': { section: 'list', keys: ['End'], hidden: true },
  'list.pageDown': { section: 'list', keys: ['PageDown'], repeats: true, hidden: true },
  'list.pageUp': { section: 'list', keys: ['PageUp'], repeats: true, hidden: true },
  'case.back': { section: 'case', keys: ['Escape'], hidden: true },
  'case.reply': { section: 'case', keys: ['r'] },
  'case.note': { section: 'case', keys: ['n'] },
  'case.resolve': { section: 'case', keys: ['e'] },
  'case.resolveNext': { section: 'case', keys: ['Shift+E'] },
  'case.assign': { section: 'case', keys: ['a'] },
  'case.assignMe': { section: 'case', keys: ['i'] },
  'case.status': { section: 'case', keys: ['s'] },
  'composer.send': { section: 'write', keys: ['Ctrl+Enter'], hidden: true },
  'go.queues': { section: 'go', keys: ['g q'] },
  'go.mine': { section: 'go', keys: ['g m'] },
  'go.unassigned': { section: 'go', keys: ['g u'] },
  'go.sync': { section: 'go', keys: ['g s'] },
  'go.settings': { section: 'go', keys: [] },
  'app.search': { section: 'anywhere', keys: ['/'] },
  'app.palette': { section: 'anywhere', keys: ['Ctrl+K'], hidden: true },
  'app.help': { section: 'anywhere', keys: ['?'] },
  'app.theme': { section: 'anywhere', keys: [] },
  'app.syncNow': { section: 'anywhere', keys: [] },
  'app.workOffline': { section: 'anywhere', keys: [] },
} as const satisfies Record<string, CommandSpec>

export type CommandId = keyof typeof COMMANDS
export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[]

export function specOf(id: CommandId): CommandSpec {
  return COMMANDS[id]
}
