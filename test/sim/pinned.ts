import type { Schedule } from './commands.ts'

/** Schedules that once found a defect, as small as they were made. They are played for ever, before all others. */
export type Pinned = Schedule & { found: string }

export const PINNED: readonly Pinned[] = [
  {
    found: 'A clock that was set back while a try was under way held back the next one for as long.',
    chance: 0,
    undo: false,
    commands: [
      { do: 'sync', desk: 2, fates: [], detail: 0 },
      { do: 'sync', desk: 0, fates: [], detail: 0 },
      { do: 'restart portal' },
      { do: 'deliver', desk: 0, fate: 'lost', detail: 0 },
      { do: 'clock', desk: 2, minutes: -241 },
      { do: 'status', desk: 0, at: 0, status: 'researching' },
    ],
  },
  {
    found: 'A page of changes without anything for this agent was taken for the end of the feed.',
    chance: 0,
    undo: false,
    commands: [
      { do: 'status', desk: 0, at: 0, status: 'resolved' },
      { do: 'customer writes', at: 0, contact: 0 },
      { do: 'team', desk: 1, at: 0, team: 1 },
      { do: 'note', desk: 0, at: 0, visibility: 'public', status: null },
      { do: 'announce', desk: 0 },
      { do: 'owner', desk: 0, at: 0, owner: 0 },
      { do: 'title', desk: 0, at: 0 },
      { do: 'sync', desk: 0, fates: [], detail: 0 },
    ],
  },
  {
    found: 'A full disk at the end of the program left the outbox open.',
    chance: 0,
    undo: false,
    commands: [
      { do: 'disk', desk: 0, full: true },
      { do: 'upgrade', desk: 0, outbox: false },
      { do: 'sync', desk: 0, fates: [], detail: 0 },
      { do: 'deliver', desk: 0, fate: 'ok', detail: 0 },
      { do: 'sync', desk: 0, fates: [], detail: 0 },
      { do: 'deliver', desk: 0, fate: 'ok', detail: 0 },
      { do: 'resolve', desk: 0, nth: 0, choice: 'mine' },
    ],
  },
  {
    found: 'A clock that was set back while the program was off held a failed operation back for as long.',
    chance: 7,
    undo: false,
    commands: [
      { do: 'status', desk: 1, at: 0, status: 'field_service' },
      { do: 'sync', desk: 1, fates: ['unavailable'], detail: 0 },
      { do: 'kill', desk: 1, power: false },
      { do: 'clock', desk: 1, minutes: -660 },
    ],
  },
  {
    found: 'While everything was loaded anew, a change was written on top of rows without what was pending.',
    chance: 0,
    undo: false,
    commands: [
      { do: 'new epoch' },
      { do: 'estimate', desk: 1, at: 0 },
      { do: 'sync', desk: 1, fates: [], detail: 0 },
      { do: 'deliver', desk: 1, fate: 'ok', detail: 0 },
      { do: 'note', desk: 1, at: 0, visibility: 'public', status: 'researching' },
      { do: 'upgrade', desk: 0, outbox: false },
      { do: 'announce', desk: 0 },
      { do: 'line', desk: 0, offline: false },
      { do: 'note', desk: 0, at: 0, visibility: 'public', status: 'field_service' },
      { do: 'line', desk: 0, offline: true },
    ],
  },
]
