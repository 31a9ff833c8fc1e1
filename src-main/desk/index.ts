import { join } from 'node:path'
import { StoreFault } from '#main/store/open.ts'
import type { DeskEvent, SessionState, SyncState } from '#shared/rpc/models.ts'
import { accountsApi } from './accounts/index.ts'
import { agentsApi } from './agents/index.ts'
import type { DeskApi } from './api.ts'
import { attachmentsApi } from './attachments/index.ts'
import { attentionApi } from './attention/index.ts'
import { bulkApi } from './bulk/index.ts'
import { casesApi } from './cases/index.ts'
import { createClockWatch } from './clock-watch.ts'
import { contactsApi } from './contacts/index.ts'
import type { DeskContext } from './context.ts'
import { customersApi } from './customers/index.ts'
import { dashboardApi } from './dashboard/index.ts'
import { type DeskDeps, realDeps } from './deps.ts'
import { devicesApi } from './devices/index.ts'
import { draftsApi } from './drafts/index.ts'
import { estimatesApi } from './estimates/index.ts'
import { createEventBus } from './event-bus.ts'
import { DeskFault } from './fault.ts'
import { guarded } from './guard.ts'
import { macrosApi } from './macros/index.ts'
import { type Announcer, startAnnouncer } from './notices/announcer.ts'
import { noticesApi } from './notices/index.ts'
import { presenceApi } from './presence/index.ts'
import { openProfile } from './profile.ts'
import { openingHoursApi, queuesApi } from './queues/index.ts'
import { registrationsApi } from './registrations/index.ts'
import { relationsApi } from './relations/index.ts'
import { rmasApi } from './rmas/index.ts'
import { findAllApi } from './search/find-all.ts'
import { searchApi } from './search/index.ts'
import { type AutoSignIn, createAutoSignIn } from './session/auto-sign-in.ts'
import { createSession, type Session } from './session/index.ts'
import { adoptPortalUrl } from './session/portal-url.ts'
import { settingsApi } from './settings/index.ts'
import { readSettings, readWorkOffline } from './settings/stored.ts'
import { syncApi } from './sync/index.ts'
import { teamsApi } from './teams/index.ts'
import { templatesApi } from './templates/index.ts'
import { startUpkeep } from './upkeep.ts'
import { viewsApi } from './views/index.ts'

export type { DeskApi } from './api.ts'
export type { DeskDeps } from './deps.ts'
export { DeskFault } from './fault.ts'

export type DeskOptions = {
  /** The folder of outbox.db and mirror.db; made when missing. Only one process may have it open. */
  profileDir: string
  /** 32 bytes. */
  key: Uint8Array
  host: SessionState['host']
  version: string
  /** Replaces the stored address of the portal. */
  portalUrl?: string
  /** Signs in at start when nobody is signed in, and again when the session has ended. */
  autoSignIn?: { email: string; password: string }
  /** Shown once; what the host found out, e.g. that the key could not be kept safely. */
  notice?: SessionState['notice']
  deps?: Partial<DeskDeps>
}

export type Desk = {
  readonly api: DeskApi
  /** Coalesced events; the listener is called at once with the current sync state. Returns the unsubscriber. */
  subscribe(listener: (event: DeskEvent) => void): () => void
  /** Stops sync, flushes and closes the databases. Safe to call twice. */
  close(): Promise<void>
}

/** Never rejects because of the profile: one that cannot be opened answers every call with the typed problem. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const deps: DeskDeps = { ...realDeps(), ...options.deps }
  const profile = openProfile(options.profileDir, options.key, deps)
  const bus = createEventBus(deps.timers, syncState)
  const clockWatch = createClockWatch(deps.clock, () => bus.syncChanged())
  const session: Session = createSession({
    deps,
    profile,
    bus,
    version: options.version,
    host: options.host,
    notice: options.notice ?? null,
    createClient: (baseUrl, token) =>
      deps.createPortalClient({
        baseUrl,
        token,
        version: options.version,
        onPortalTime: clockWatch.note,
        breathe: deps.timers.breathe,
      }),
    onSessionEnded: () => {
      bus.publish({ type: 'session' })
      void autoSignIn?.begin()
    },
  })

  function syncState(): SyncState {
    const scheduler = session.running()?.scheduler
    if (scheduler) return { ...scheduler.state(), clockSkewMs: clockWatch.skewMs() }
    const problem = profile.problem()
    const workOffline = problem === null && readWorkOffline(profile.stores().outbox)
    return { ...SIGNED_OUT, problem, workOffline, clockSkewMs: clockWatch.skewMs() }
  }

  const ctx: DeskContext = {
    deps,
    profile,
    bus,
    syncState,
    scheduler: () => session.running()?.scheduler ?? null,
    work() {
      const stores = profile.stores()
      const running = session.running()
      if (running === null) throw new DeskFault('not_signed_in')
      const { stored, ...rest } = running
      return { ...stores, me: stored.agent.id, ...rest }
    },
  }

  const api: DeskApi = guarded(
    {
      session: session.api,
      settings: settingsApi(ctx),
      agents: agentsApi(ctx),
      teams: teamsApi(ctx),
      contacts: contactsApi(ctx),
      accounts: accountsApi(ctx),
      devices: devicesApi(ctx),
      registrations: registrationsApi(ctx),
      customers: customersApi(ctx),
      estimates: estimatesApi(ctx),
      rmas: rmasApi(ctx),
      relations: relationsApi(ctx),
      templates: templatesApi(ctx),
      macros: macrosApi(ctx),
      views: viewsApi(ctx),
      attention: attentionApi(ctx),
      notices: noticesApi(ctx),
      attachments: attachmentsApi(ctx),
      presence: presenceApi(ctx),
      openingHours: openingHoursApi(ctx),
      queues: queuesApi(ctx),
      bulk: bulkApi(ctx),
      dashboard: dashboardApi(ctx),
      search: searchApi(ctx),
      findAll: findAllApi(ctx),
      cases: casesApi(ctx),
      drafts: draftsApi(ctx),
      sync: syncApi(ctx),
    },
    (error, fault) => {
      if (fault.code === 'internal') deps.log(`a procedure failed: ${placeOf(error)}`)
      const inMirror = error instanceof StoreFault && error.file === join(options.profileDir, 'mirror.db')
      if (inMirror && error.code === 'corrupt') void session.rebuildMirror()
    },
  )

  const autoSignIn: AutoSignIn | null = options.autoSignIn
    ? createAutoSignIn(deps, async () => {
        const { portalUrl } = readSettings(profile.stores().outbox)
        await api.session.signIn({ portalUrl, ...(options.autoSignIn as { email: string; password: string }) })
      })
    : null

  const upkeep = startUpkeep({
    runtime: deps,
    profile,
    key: options.key,
    onOutboxDamaged() {
      profile.noteDamagedOutbox()
      bus.publish({ type: 'session' })
    },
    onMirrorDamaged: () => void session.rebuildMirror(),
    onWhole: () => session.running()?.scheduler.checkDigests(),
  })

  if (profile.problem() === null) {
    const { outbox } = profile.stores()
    if (options.portalUrl) adoptPortalUrl(outbox, options.portalUrl)
    session.resume()
    if (session.running() === null && !readWorkOffline(outbox) && autoSignIn) {
      await Promise.race([autoSignIn.begin(), elapsed(deps, LONGEST_SIGN_IN_WAIT_MS)])
    }
  }

  let announcer: Announcer | null = null
  function subscribe(listener: (event: DeskEvent) => void): () => void {
    // Whoever hears of nothing is told nothing.
    announcer ??= startAnnouncer(ctx, (event) => bus.publish({ type: 'notices', ...event }))
    const watch = announcer
    return bus.subscribe((event) => {
      if (event.type === 'sync') watch.syncMoved()
      else if (event.type !== 'notices') watch.notice()
      listener(event)
    })
  }

  let closed: Promise<void> | null = null
  return {
    api,
    subscribe,
    close: () => {
      closed ??= (async () => {
        upkeep.stop()
        autoSignIn?.stop()
        announcer?.stop()
        await session.close()
        bus.close()
        profile.close()
      })()
      return closed
    },
  }
}

/** The screen is not kept waiting longer for a portal that does not answer; the try itself goes on. */
const LONGEST_SIGN_IN_WAIT_MS = 3_000

function elapsed({ timers }: DeskDeps, ms: number): Promise<void> {
  return new Promise((resolve) => void timers.after(ms, resolve))
}

const SIGNED_OUT: SyncState = {
  signedIn: false,
  workOffline: false,
  online: false,
  activity: 'idle',
  problem: null,
  retryAt: null,
  lastSyncedAt: null,
  waiting: 0,
  conflicts: 0,
  rejected: 0,
  quarantined: 0,
  recovered: 0,
  lastSyncMs: null,
  heldDeletions: null,
  firstSync: null,
  clockSkewMs: null,
}

/** Where it happened, without its message: that could quote what somebody wrote. */
function placeOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.stack?.match(/^\s*at .*$/m)?.[0].trim() ?? ''}` : typeof error
}
