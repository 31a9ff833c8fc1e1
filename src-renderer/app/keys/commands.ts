/** Every command of this release with its keys; the handlers, the tooltips, the palette and the `?` sheet read it. */

/** Each page binds its own; `case`, `registrations`, `customer`, `devices`, `rma`, `templates`, `sync` and `dashboard` are never on the screen together and may share keys. */
export const SECTIONS = [
  'list',
  'case',
  'write',
  'registrations',
  'customer',
  'devices',
  'rma',
  'templates',
  'sync',
  'dashboard',
  'go',
  'anywhere',
] as const
export type Section = (typeof SECTIONS)[number]

export type CommandSpec = {
  section: Section
  /** `j`, `Shift+E`, `g q` (one after the other), `Ctrl+Enter`; the first is the one shown. */
  keys: readonly string[]
  /** May fire again while the key is held. */
  repeats?: true
  /** Not offered in the palette. */
  hidden?: true
  /** The program around the page, or the browser, hears these keys itself: they are shown, and cannot be changed. */
  fixed?: true
}

export const COMMANDS = {
  'list.next': { section: 'list', keys: ['j'], repeats: true, hidden: true },
  'list.previous': { section: 'list', keys: ['k'], repeats: true, hidden: true },
  'list.open': { section: 'list', keys: ['Enter'], hidden: true },
  'list.first': { section: 'list', keys: ['Home'], hidden: true },
  'list.last': { section: 'list', keys: ['End'], hidden: true },
  'list.pageDown': { section: 'list', keys: ['PageDown'], repeats: true, hidden: true },
  'list.pageUp': { section: 'list', keys: ['PageUp'], repeats: true, hidden: true },
  'list.filter': { section: 'case', keys: ['f'] },
  'list.clearFilter': { section: 'case', keys: ['Shift+F'] },
  'list.saveView': { section: 'case', keys: ['Shift+V'] },
  'list.views': { section: 'case', keys: ['v'] },
  'case.back': { section: 'anywhere', keys: ['Escape'], hidden: true },
  'case.reply': { section: 'case', keys: ['r'] },
  'case.note': { section: 'case', keys: ['n'] },
  'case.resolve': { section: 'case', keys: ['e'] },
  'case.resolveNext': { section: 'case', keys: ['Shift+E'] },
  'case.assign': { section: 'case', keys: ['a'] },
  'case.assignMe': { section: 'case', keys: ['i'] },
  'case.status': { section: 'case', keys: ['s'] },
  'case.team': { section: 'case', keys: ['m'] },
  'case.snooze': { section: 'case', keys: ['z'] },
  'case.title': { section: 'case', keys: ['t'] },
  'case.description': { section: 'case', keys: ['d'] },
  'case.estimate': { section: 'case', keys: ['p'] },
  'case.customer': { section: 'case', keys: ['o'] },
  'case.rma': { section: 'case', keys: ['Shift+R'] },
  'case.print': { section: 'case', keys: ['Ctrl+P'] },
  'case.printInternal': { section: 'case', keys: [] },
  'case.copyText': { section: 'case', keys: [] },
  'case.copyTextInternal': { section: 'case', keys: [] },
  'case.copyLink': { section: 'case', keys: ['l'] },
  'conflict.mine': { section: 'case', keys: ['1'], hidden: true },
  'conflict.theirs': { section: 'case', keys: ['2'], hidden: true },
  'conflict.edit': { section: 'case', keys: ['3'], hidden: true },
  'composer.send': { section: 'write', keys: ['Ctrl+Enter'], hidden: true },
  'composer.attach': { section: 'write', keys: ['Ctrl+Shift+A'] },
  'composer.template': { section: 'write', keys: ['Ctrl+;'] },
  'registrations.approve': { section: 'registrations', keys: ['a'] },
  'registrations.reject': { section: 'registrations', keys: ['r'] },
  'registrations.ask': { section: 'registrations', keys: ['q'] },
  'registrations.company': { section: 'registrations', keys: ['m'] },
  'registrations.role': { section: 'registrations', keys: ['o'] },
  'registrations.select': { section: 'registrations', keys: ['x'], hidden: true },
  'registrations.selectNext': {
    section: 'registrations',
    keys: ['Shift+J', 'Shift+ArrowDown'],
    repeats: true,
    hidden: true,
  },
  'registrations.selectPrevious': {
    section: 'registrations',
    keys: ['Shift+K', 'Shift+ArrowUp'],
    repeats: true,
    hidden: true,
  },
  'registrations.approveSelected': { section: 'registrations', keys: ['Shift+A'] },
  'registrations.rejectSelected': { section: 'registrations', keys: ['Shift+R'] },
  'customer.find': { section: 'customer', keys: ['f'] },
  'customer.invite': { section: 'customer', keys: ['i'] },
  'customer.reset': { section: 'customer', keys: ['p'] },
  'customer.toggle': { section: 'customer', keys: ['d'] },
  'customer.role': { section: 'customer', keys: ['o'] },
  'customer.refuseDeletion': { section: 'customer', keys: ['r'] },
  'customer.export': { section: 'customer', keys: ['x'] },
  'customer.erase': { section: 'customer', keys: [] },
  'devices.find': { section: 'devices', keys: ['f'] },
  'devices.copy': { section: 'devices', keys: ['y'] },
  'devices.export': { section: 'devices', keys: ['x'] },
  'devices.import': { section: 'devices', keys: [] },
  'devices.rma': { section: 'devices', keys: ['n'] },
  'rma.find': { section: 'rma', keys: ['f'] },
  'rma.view': { section: 'rma', keys: ['v'] },
  'rma.mine': { section: 'rma', keys: ['i'] },
  'rma.step': { section: 'rma', keys: ['s'] },
  'rma.step1': { section: 'rma', keys: ['1'], hidden: true },
  'rma.step2': { section: 'rma', keys: ['2'], hidden: true },
  'rma.step3': { section: 'rma', keys: ['3'], hidden: true },
  'rma.step4': { section: 'rma', keys: ['4'], hidden: true },
  'rma.forward': { section: 'rma', keys: ['Shift+ArrowRight'], hidden: true },
  'rma.backward': { section: 'rma', keys: ['Shift+ArrowLeft'], hidden: true },
  'rma.addLine': { section: 'rma', keys: ['a'] },
  'rma.removeLine': { section: 'rma', keys: ['Delete'] },
  'rma.estimate': { section: 'rma', keys: ['p'] },
  'rma.case': { section: 'rma', keys: ['o'] },
  'rma.copy': { section: 'rma', keys: ['y'] },
  'templates.new': { section: 'templates', keys: ['n'] },
  'templates.find': { section: 'templates', keys: ['f'] },
  'templates.save': { section: 'templates', keys: ['Ctrl+S'], hidden: true },
  'templates.duplicate': { section: 'templates', keys: ['d'] },
  'templates.remove': { section: 'templates', keys: ['Delete'] },
  'sync.edit': { section: 'sync', keys: ['e'], hidden: true },
  'sync.retry': { section: 'sync', keys: ['r'], hidden: true },
  'sync.withdraw': { section: 'sync', keys: ['Delete'], hidden: true },
  'sync.filter': { section: 'sync', keys: ['f'], hidden: true },
  'sync.export': { section: 'sync', keys: ['x'] },
  'dashboard.period': { section: 'dashboard', keys: ['p'] },
  'dashboard.export': { section: 'dashboard', keys: ['x'] },
  'go.queues': { section: 'go', keys: ['g q'] },
  'go.mine': { section: 'go', keys: ['g m'] },
  'go.unassigned': { section: 'go', keys: ['g u'] },
  'go.breached': { section: 'go', keys: ['g b'] },
  'go.atRisk': { section: 'go', keys: ['g k'] },
  'go.snoozed': { section: 'go', keys: ['g z'] },
  'go.registrations': { section: 'go', keys: ['g a'] },
  'go.deletions': { section: 'go', keys: ['g d'] },
  'go.customers': { section: 'go', keys: ['g c'] },
  'go.devices': { section: 'go', keys: ['g r'] },
  'go.rmas': { section: 'go', keys: ['g p'] },
  'go.dashboard': { section: 'go', keys: ['g o'] },
  'go.templates': { section: 'go', keys: ['g t'] },
  'go.sync': { section: 'go', keys: ['g s'] },
  'go.settings': { section: 'go', keys: [] },
  'app.newCase': { section: 'anywhere', keys: ['c'] },
  'app.undo': { section: 'anywhere', keys: ['Ctrl+Z'], hidden: true },
  'app.search': { section: 'anywhere', keys: ['/'] },
  'app.palette': { section: 'anywhere', keys: ['Ctrl+K'], hidden: true },
  'app.help': { section: 'anywhere', keys: ['?'] },
  'app.zoomIn': { section: 'anywhere', keys: ['Ctrl++'], fixed: true },
  'app.zoomOut': { section: 'anywhere', keys: ['Ctrl+-'], fixed: true },
  'app.zoomReset': { section: 'anywhere', keys: ['Ctrl+0'], fixed: true },
  'app.theme': { section: 'anywhere', keys: [] },
  'app.syncNow': { section: 'anywhere', keys: [] },
  'app.workOffline': { section: 'anywhere', keys: [] },
} as const satisfies Record<string, CommandSpec>

export type CommandId = keyof typeof COMMANDS
export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[]

/** Those whose keys an agent may change. */
export const CHANGEABLE_IDS = COMMAND_IDS.filter((id) => !specOf(id).fixed)

export function specOf(id: CommandId): CommandSpec {
  return COMMANDS[id]
}
