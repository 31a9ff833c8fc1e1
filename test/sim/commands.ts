import fc from 'fast-check'
import { LINKS, type Link } from '#shared/domain/case-links.ts'
import { CASE_STATUSES, type CaseStatus } from '#shared/domain/status.ts'
import { CASES, DESKS } from './base.ts'
import { FATES, type Fate } from './network.ts'
import { REPAIRS, type RepairCommand } from './repair-commands.ts'

export const MARKS = ['snooze', 'until answer', 'wake', 'look', 'unread', 'follow', 'mute'] as const
export type Mark = (typeof MARKS)[number]

/** One step of a schedule. `desk`: which one; `at`: which case of those that are known. */
export type Command =
  | RepairCommand
  | { do: 'note'; desk: number; at: number; visibility: 'public' | 'internal'; status: CaseStatus | null }
  | { do: 'status'; desk: number; at: number; status: CaseStatus }
  | { do: 'owner'; desk: number; at: number; owner: number | null }
  | { do: 'title'; desk: number; at: number }
  /** A status for all cases that are known. */
  | { do: 'bulk'; desk: number; status: CaseStatus }
  | { do: 'save macro'; desk: number; status: CaseStatus | null }
  /** `many`: on all cases that are known, one after the other. */
  | { do: 'run macro'; desk: number; at: number; many: boolean }
  | { do: 'undo command'; desk: number }
  | { do: 'description'; desk: number; at: number; line: number }
  | { do: 'team'; desk: number; at: number; team: number }
  | { do: 'create'; desk: number; team: number }
  /** `company`: found by tax number, a new one, or the one that is there. */
  | { do: 'decide'; desk: number; nth: number; approve: boolean; company?: 'found' | 'new' | 'known' }
  | { do: 'ask'; desk: number; nth: number }
  /** `lines`: about all devices of the case's RMAs. */
  | { do: 'estimate'; desk: number; at: number; lines?: boolean }
  | { do: 'withdraw estimate'; desk: number; at: number }
  | { do: 'access'; desk: number; action: 'disable' | 'enable' }
  /** What an agent keeps of a case for themselves. */
  | { do: 'mark'; desk: number; at: number; what: Mark }
  /** Names everybody, in a note or in a reply. */
  | { do: 'mention'; desk: number; at: number; visibility: 'public' | 'internal' }
  | { do: 'merge'; desk: number; at: number; into: number }
  /** One agent merges the one into the other, and the next agent at the same time the other into the one. */
  | { do: 'cross'; desk: number; at: number; into: number }
  | { do: 'unmerge'; desk: number; at: number }
  | { do: 'split'; desk: number; at: number; nth: number }
  | { do: 'link'; desk: number; at: number; other: number; how: Link | 'unlink' }
  | { do: 'poison'; desk: number; at: number }
  | { do: 'draft'; desk: number; at: number }
  | { do: 'withdraw'; desk: number; nth: number }
  | { do: 'edit'; desk: number; nth: number }
  | { do: 'retry'; desk: number; nth: number }
  | { do: 'resolve'; desk: number; nth: number; choice: 'mine' | 'theirs' }
  | { do: 'customer writes'; at: number; contact: number }
  | { do: 'customer closes'; at: number }
  | { do: 'customer opens' }
  | { do: 'customer answers'; at: number; approve: boolean }
  | { do: 'applicant answers'; nth: number }
  | { do: 'sync'; desk: number; fates: Fate[]; detail: number }
  | { do: 'deliver'; desk: number; fate: Fate; detail: number }
  | { do: 'arrive'; nth: number }
  | { do: 'announce'; desk: number }
  | { do: 'pass'; seconds: number }
  | { do: 'line'; desk: number; offline: boolean }
  | { do: 'crash'; desk: number; writes: number; power: boolean }
  | { do: 'kill'; desk: number; power: boolean }
  | { do: 'stop'; desk: number }
  /** A newer program: another schema of the mirror, perhaps an outbox of the first release. */
  | { do: 'upgrade'; desk: number; outbox: boolean }
  | { do: 'disk'; desk: number; full: boolean }
  | { do: 'clock'; desk: number; minutes: number }
  | { do: 'portal'; down: boolean }
  | { do: 'restart portal' }
  | { do: 'delete case'; at: number }
  | { do: 'move agent'; desk: number; teams: number }
  | { do: 'new epoch' }
  | { do: 'prune' }

export type Schedule = { chance: number; undo: boolean; commands: Command[] }

const desk = fc.nat(DESKS - 1)
// Most of the time they meet in the same two cases.
const at = fc.oneof({ weight: 5, arbitrary: fc.nat(1) }, { weight: 2, arbitrary: fc.nat(CASES.length) })
const status = fc.constantFrom(...CASE_STATUSES)
const power = fc.boolean()
const detail = fc.nat(9)
const nth = fc.nat(5)
const bad = FATES.filter((fate) => fate !== 'ok')
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Fate>('ok') },
  { weight: 4, arbitrary: fc.constantFrom<Fate>('lost', 'dropped', 'delayed', 'twice', 'echo', 'late', 'dies') },
  { weight: 1, arbitrary: fc.constantFrom(...bad) },
)
const one = <T extends Command['do']>(name: T) => fc.constant(name)

type Weighed = [number, fc.Arbitrary<Command>]

/** Without these nothing would come to the portal before the end. */
const LINE: Weighed[] = [
  [14, fc.record({ do: one('sync'), desk, fates: fc.array(fate, { maxLength: 6, size: 'max' }), detail })],
  [12, fc.record({ do: one('deliver'), desk, fate, detail })],
  [4, fc.record({ do: one('arrive'), nth })],
  [3, fc.record({ do: one('announce'), desk })],
  [4, fc.record({ do: one('pass'), seconds: fc.constantFrom(1, 5, 12, 40, 90, 600) })],
  [3, fc.record({ do: one('line'), desk, offline: fc.boolean() })],
]

/** What agents write of cases, and what becomes of it before it is sent or in conflict. */
const WORDS: Weighed[] = [
  [
    8,
    fc.record({
      do: one('note'),
      desk,
      at,
      visibility: fc.constantFrom('public', 'internal'),
      status: fc.option(status, { nil: null, freq: 2 }),
    }),
  ],
  [7, fc.record({ do: one('status'), desk, at, status })],
  [4, fc.record({ do: one('owner'), desk, at, owner: fc.option(fc.nat(3), { nil: null, freq: 3 }) })],
  [3, fc.record({ do: one('title'), desk, at })],
  [3, fc.record({ do: one('description'), desk, at, line: fc.nat(4) })],
  [2, fc.record({ do: one('team'), desk, at, team: fc.nat(1) })],
  [2, fc.record({ do: one('create'), desk, team: fc.nat(1) })],
  [2, fc.record({ do: one('mention'), desk, at, visibility: fc.constantFrom('public', 'internal') })],
  [1, fc.record({ do: one('draft'), desk, at })],
  [2, fc.record({ do: one('withdraw'), desk, nth })],
  [1, fc.record({ do: one('edit'), desk, nth })],
  [1, fc.record({ do: one('retry'), desk, nth })],
  [2, fc.record({ do: one('resolve'), desk, nth, choice: fc.constantFrom('mine', 'theirs') })],
]

const AT_ONCE: Weighed[] = [
  [2, fc.record({ do: one('bulk'), desk, status })],
  [2, fc.record({ do: one('save macro'), desk, status: fc.option(status, { nil: null, freq: 2 }) })],
  [3, fc.record({ do: one('run macro'), desk, at, many: fc.boolean() })],
  [2, fc.record({ do: one('undo command'), desk })],
  [4, fc.record({ do: one('mark'), desk, at, what: fc.constantFrom(...MARKS) })],
]

const LINKING: Weighed[] = [
  [4, fc.record({ do: one('merge'), desk, at, into: at })],
  [2, fc.record({ do: one('cross'), desk, at, into: at })],
  [2, fc.record({ do: one('unmerge'), desk, at })],
  [3, fc.record({ do: one('split'), desk, at, nth })],
  [2, fc.record({ do: one('link'), desk, at, other: at, how: fc.constantFrom(...LINKS, 'unlink' as const) })],
]

const PEOPLE: Weighed[] = [
  [
    2,
    fc.record({
      do: one('decide'),
      desk,
      nth: fc.nat(1),
      approve: fc.boolean(),
      company: fc.constantFrom('found', 'new', 'known'),
    }),
  ],
  [2, fc.record({ do: one('ask'), desk, nth: fc.nat(1) })],
  [3, fc.record({ do: one('estimate'), desk, at, lines: fc.boolean() })],
  [2, fc.record({ do: one('withdraw estimate'), desk, at })],
  [2, fc.record({ do: one('access'), desk, action: fc.constantFrom('disable', 'enable') })],
  [4, fc.record({ do: one('customer writes'), at, contact: fc.nat(1) })],
  [1, fc.record({ do: one('customer closes'), at })],
  [1, fc.record({ do: one('customer opens') })],
  [2, fc.record({ do: one('customer answers'), at, approve: fc.boolean() })],
  [1, fc.record({ do: one('applicant answers'), nth: fc.nat(1) })],
]

const FAULTS: Weighed[] = [
  [1, fc.record({ do: one('poison'), desk, at })],
  [4, fc.record({ do: one('crash'), desk, writes: fc.nat(40), power })],
  [2, fc.record({ do: one('kill'), desk, power })],
  [1, fc.record({ do: one('stop'), desk })],
  [2, fc.record({ do: one('upgrade'), desk, outbox: fc.boolean() })],
  [2, fc.record({ do: one('disk'), desk, full: fc.boolean() })],
  [1, fc.record({ do: one('clock'), desk, minutes: fc.integer({ min: -7000, max: 7000 }) })],
  [1, fc.record({ do: one('portal'), down: fc.boolean() })],
  [1, fc.record({ do: one('restart portal') })],
  [1, fc.record({ do: one('delete case'), at })],
  [1, fc.record({ do: one('move agent'), desk, teams: fc.nat(3) })],
  [1, fc.record({ do: one('new epoch') })],
  [1, fc.record({ do: one('prune') })],
]

const THEMES = [WORDS, AT_ONCE, LINKING, PEOPLE, REPAIRS, FAULTS]

/**
 * Half of the schedules know all commands. Each of the others is about some themes only, and half of these between two agents
 * in one case: what needs several of a kind one after the other is met there.
 */
const SCOPES = fc.oneof(
  fc.constant({ themes: THEMES, isNarrow: false }),
  fc.record({ themes: fc.subarray(THEMES, { minLength: 1, maxLength: 3 }), isNarrow: fc.boolean() }),
)

export function schedules(maxLength: number): fc.Arbitrary<Schedule> {
  const commands = SCOPES.chain(({ themes, isNarrow }) => {
    const weighed = [...LINE, ...themes.flat()].map(([weight, arbitrary]) => ({ weight, arbitrary }))
    const command = fc.oneof(...weighed)
    // The default size is too short to find anything.
    return fc.array(isNarrow ? command.map(narrowed) : command, { minLength: 5, maxLength, size: 'max' })
  })
  return fc.record({ chance: fc.integer(), undo: fc.boolean(), commands })
}

function narrowed(command: Command): Command {
  const at = 'at' in command ? { at: 0 } : {}
  const desk = 'desk' in command ? { desk: command.desk % 2 } : {}
  return { ...command, ...at, ...desk }
}
