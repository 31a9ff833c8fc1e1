import { isAdmin, teamIdsOf } from '#main/store/mirror/agents.ts'
import { countBegun } from '#main/store/outbox/begun.ts'
import { countOperations } from '#main/store/outbox/operations.ts'
import { countRecovered } from '#main/store/outbox/recovered.ts'
import type { SessionState } from '#shared/rpc/models.ts'
import type { DeskApi } from '../api.ts'
import { DeskFault } from '../fault.ts'
import { readSettings, readWorkOffline, writeSettings, writeWorkOffline } from '../settings/stored.ts'
import { type RunningOptions, type RunningSession, runSession } from './running.ts'
import { readOwner, readSession, removeSession, writeSession } from './stored.ts'

const REVOKE_MS = 3_000

export type SessionOptions = Omit<RunningOptions, 'onMirrorBroken' | 'onDiverged'> &
  Pick<SessionState, 'version' | 'host' | 'notice'>

export type Session = {
  api: DeskApi['session']
  running(): RunningSession | null
  /** Goes on with the stored session, if there is one. */
  resume(): void
  /** The mirror's file is broken: makes a new one and loads everything again. */
  rebuildMirror(): Promise<void>
  close(): Promise<void>
}

export function createSession(options: SessionOptions): Session {
  const { deps, profile, bus } = options
  const closing = new AbortController()
  let running: RunningSession | null = null
  let last: Promise<unknown> = Promise.resolve()

  /** Signing in and out, wiping and rebuilding never overlap. */
  function exclusive<T>(task: () => Promise<T>): Promise<T> {
    const result = last.then(task)
    last = result.catch(() => {})
    return result
  }

  function resume(): void {
    const { outbox } = profile.stores()
    const stored = readSession(outbox)
    if (!stored) return
    running = runSession(stored, {
      ...options,
      onMirrorBroken: () => void rebuildMirror(),
      onDiverged() {
        profile.noteRebuilt()
        bus.publish({ type: 'session' })
      },
    })
  }

  async function stopRunning(): Promise<void> {
    const stopping = running
    running = null
    stopping?.waking.stop()
    await Promise.all([stopping?.scheduler.stop(), stopping?.downloads.stop()])
  }

  function rebuildMirror(): Promise<void> {
    return exclusive(async () => {
      if (closing.signal.aborted) return
      await stopRunning()
      profile.rebuildMirror()
      if (profile.problem() === null) resume()
      announce()
    })
  }

  function announce(): void {
    bus.publish({ type: 'session' })
    bus.publish({ type: 'settings' })
    bus.publish({ type: 'operations' })
    bus.publish({ type: 'cases', caseIds: null, newFromOthers: 0 })
    bus.syncChanged()
  }

  function state(): SessionState {
    profile.stores()
    const { version, host } = options
    const notice = profile.outboxNotice() ?? (profile.mirrorRebuilt() ? 'mirror_rebuilt' : options.notice)
    return { agent: signedIn(), notice, version, host }
  }

  function signedIn(): SessionState['agent'] {
    const agent = running?.stored.agent ?? null
    if (agent === null) return null
    const { mirror } = profile.stores()
    return { ...agent, teamIds: teamIdsOf(mirror, agent.id), isAdmin: isAdmin(mirror, agent.id) }
  }

  function unsent(withDrafts: boolean): number {
    const { outbox } = profile.stores()
    const { waiting, sending, conflict, rejected, quarantined } = countOperations(outbox)
    const needPerson = conflict + rejected + quarantined + countBegun(outbox) + countRecovered(outbox)
    return waiting + sending + (withDrafts ? needPerson : 0)
  }

  function wipe(unread: 'too' | 'stays'): void {
    const settings = readSettings(profile.stores().outbox)
    profile.wipe(unread)
    writeSettings(profile.stores().outbox, settings)
  }

  /** The answer is not waited for long, and a portal that is away does not keep anybody signed in here. */
  async function revoke({ client }: RunningSession): Promise<void> {
    const limit = new AbortController()
    const timer = deps.timers.after(REVOKE_MS, () => limit.abort())
    await client.signOut(limit.signal).catch(() => {})
    timer.cancel()
    client.disconnect()
  }

  const api: DeskApi['session'] = {
    state: () => {
      if (profile.problem() !== null && profile.reopen()) {
        resume()
        announce()
      }
      return state()
    },
    signIn: ({ portalUrl, email, password }) =>
      exclusive(async () => {
        if (readWorkOffline(profile.stores().outbox)) throw new DeskFault('work_offline')
        let token: string | null = null
        const client = options.createClient(portalUrl, () => token)
        const device = `Spica Desk ${options.version} (${options.host}, ${process.platform})`
        const answer = await client.signIn({ email, password, device }, closing.signal)
        token = answer.token
        const owner = readOwner(profile.stores().outbox)
        if (owner !== null && owner.id !== answer.agent.id) {
          const count = unsent(true)
          if (count > 0) {
            await client.signOut(closing.signal).catch(() => {})
            client.disconnect()
            throw new DeskFault('unsent_work', { count, agent: owner.name })
          }
          await stopRunning()
          wipe('stays')
        }
        client.disconnect()
        await stopRunning()
        const { outbox } = profile.stores()
        writeSession(outbox, { portalUrl, token: answer.token, agent: answer.agent })
        writeSettings(outbox, { ...readSettings(outbox), portalUrl })
        resume()
        announce()
        return state()
      }),
    signOut: ({ wipe: andWipe, force }) =>
      exclusive(async () => {
        const { outbox } = profile.stores()
        const count = unsent(andWipe)
        if (count > 0 && !force) throw new DeskFault('unsent_work', { count })
        const ended = running
        const offline = readWorkOffline(outbox)
        await stopRunning()
        removeSession(outbox)
        writeWorkOffline(outbox, false)
        if (andWipe) wipe('too')
        if (ended && !offline) await revoke(ended)
        announce()
      }),
    startAnew: () =>
      exclusive(async () => {
        if (profile.problem() === null) throw new DeskFault('invalid_input')
        const keptIn = profile.setAside()
        announce()
        profile.stores()
        return { keptIn }
      }),
  }

  return {
    api,
    running: () => running,
    resume,
    rebuildMirror,
    async close() {
      closing.abort()
      await exclusive(stopRunning)
    },
  }
}
