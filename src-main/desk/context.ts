import type { Scheduler } from '#main/sync/scheduler.ts'
import type { SyncState } from '#shared/rpc/models.ts'
import type { DeskDeps } from './deps.ts'
import type { EventBus } from './event-bus.ts'
import type { Profile, Stores } from './profile.ts'
import type { RunningSession } from './session/running.ts'

/** What the subjects of the desk share. */
export type DeskContext = {
  deps: DeskDeps
  profile: Profile
  bus: EventBus
  /** The open databases of a signed-in agent; throws `not_signed_in` or why the profile cannot be used. */
  work(): Stores & { me: string } & Omit<RunningSession, 'stored'>
  /** Null without a session. */
  scheduler(): Scheduler | null
  syncState(): SyncState
}
