import { setOwnId } from '#main/store/mirror/attention.ts'
import { warmLookUp } from '#main/store/mirror/devices.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { type Mirror, StoreFault } from '#main/store/open.ts'
import { clientId } from '#main/store/outbox/settings.ts'
import { keepOrphanedWords } from '#main/store/recovery.ts'
import { createDownloads, type Downloads } from '#main/sync/downloads.ts'
import { showAllPending } from '#main/sync/overlay.ts'
import type { PortalClient } from '#main/sync/portal-client.ts'
import { createScheduler, type Scheduler } from '#main/sync/scheduler.ts'
import { createTransfers, type Transfers } from '#main/sync/transfers.ts'
import { createUploads } from '#main/sync/uploads.ts'
import { sweepFiles } from '../attachments/sweep.ts'
import { startWaking, type Waking } from '../attention/waking.ts'
import type { DeskDeps } from '../deps.ts'
import type { EventBus } from '../event-bus.ts'
import type { Profile } from '../profile.ts'
import { readWorkOffline } from '../settings/stored.ts'
import type { StoredSession } from './stored.ts'

/** A session at work: who, through which client, and the sync that runs for it. */
export type RunningSession = {
  stored: StoredSession
  client: PortalClient
  clientId: string
  scheduler: Scheduler
  transfers: Transfers
  downloads: Downloads
  waking: Waking
  /** Hashes of files that are being staged: their bytes are in the folder before anything names them. */
  arriving: Set<string>
}

export type RunningOptions = {
  deps: DeskDeps
  profile: Profile
  bus: EventBus
  createClient(portalUrl: string, token: () => string | null): PortalClient
  onSessionEnded(): void
  onMirrorBroken(): void
  onDiverged(): void
}

export function runSession(stored: StoredSession, options: RunningOptions): RunningSession {
  const { deps, profile, bus } = options
  setOwnId(profile.stores().mirror, stored.agent.id)
  keepWords(deps, profile)
  showPendingOrRebuild(deps, profile)
  const { outbox, mirror, files } = profile.stores()
  const transfers = createTransfers()
  const arriving = new Set<string>()
  const client = options.createClient(stored.portalUrl, () => stored.token)
  const machine = clientId(outbox, deps.ids)
  const ctx = {
    ...deps,
    outbox,
    mirror,
    client,
    clientId: machine,
    agentId: stored.agent.id,
    report: {
      attachments: (caseIds: string[]) => bus.publish({ type: 'attachments', caseIds }),
      cases: (caseIds: string[] | null, newFromOthers: number) => {
        // With what came, snoozes may have come that are over.
        waking.look()
        bus.publish({ type: 'cases', caseIds, newFromOthers })
      },
      operations: () => bus.publish({ type: 'operations' }),
      registrations: () => bus.publish({ type: 'registrations' }),
      customers: () => bus.publish({ type: 'customers' }),
      rmas: () => bus.publish({ type: 'rmas' }),
      templates: () => bus.publish({ type: 'templates' }),
      views: () => bus.publish({ type: 'views' }),
      macros: () => bus.publish({ type: 'macros' }),
      presence: (caseIds: string[]) => bus.publish({ type: 'presence', caseIds }),
      removed: () => void sweep(deps, profile, arriving),
      state: () => bus.syncChanged(),
      contact: () => scheduler.contact(),
    },
  }
  const scheduler: Scheduler = createScheduler(
    { ...ctx, createUploads: (options) => createUploads({ ...ctx, files, transfers }, options) },
    {
      workOffline: readWorkOffline(outbox),
      onSessionEnded: options.onSessionEnded,
      onMirrorBroken: options.onMirrorBroken,
      onDiverged: options.onDiverged,
    },
  )
  const downloads = createDownloads({ ...ctx, files, transfers })
  const waking = startWaking(deps, profile, (caseIds) => bus.publish({ type: 'cases', caseIds, newFromOthers: 0 }))
  scheduler.start()
  deps.timers.after(QUIET_AFTER_MS, () => {
    void warm(deps, profile, mirror)
    // While everything is being loaded, rows that name files are still to come.
    if (isOpen(profile, mirror) && mirrorState(mirror).cursor !== null) void sweep(deps, profile, arriving)
  })
  return { stored, client, clientId: machine, scheduler, transfers, downloads, waking, arriving }
}

/** By then the first screen is painted. */
const QUIET_AFTER_MS = 2_000

async function warm(deps: DeskDeps, profile: Profile, mirror: Mirror): Promise<void> {
  try {
    for (const steps = warmLookUp(mirror); isOpen(profile, mirror) && !steps.next().done; ) await deps.timers.breathe()
  } catch (error) {
    // Only speed is lost; what reads the mirror next says what is wrong with it.
    deps.log(`the look-up stays cold: ${error instanceof Error ? error.name : typeof error}`)
  }
}

/** What is missed because the program ends here, the next start or removal finds. */
async function sweep(deps: DeskDeps, profile: Profile, arriving: ReadonlySet<string>): Promise<void> {
  try {
    const stores = profile.current()
    if (stores) await sweepFiles(stores, arriving)
  } catch (error) {
    deps.log(`files of removed cases stay for now: ${error instanceof Error ? error.name : typeof error}`)
  }
}

const isOpen = (profile: Profile, mirror: Mirror) => profile.current()?.mirror === mirror

/** What an end of the program left between two databases; it can wait, but not for long. */
function keepWords(deps: DeskDeps, profile: Profile): void {
  try {
    keepOrphanedWords(profile.stores(), deps.clock())
  } catch (error) {
    deps.log(`words of lost cases are kept later: ${error instanceof Error ? error.name : typeof error}`)
  }
}

/** A mirror on which the pending work cannot be shown is of no use, and can be had again; work never waits for it. */
function showPendingOrRebuild(deps: DeskDeps, profile: Profile): void {
  try {
    showAllPending(profile.stores())
  } catch (error) {
    deps.log(`pending work cannot be shown: ${error instanceof Error ? error.name : typeof error}`)
    const diskAtFault = error instanceof StoreFault && (error.code === 'disk_full' || error.code === 'disk_read_only')
    if (!diskAtFault) profile.rebuildMirror()
  }
}
