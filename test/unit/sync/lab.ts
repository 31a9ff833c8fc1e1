import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { onTestFinished } from 'vitest'
import { closeDatabase, openMirror, openOutbox } from '#main/store/open.ts'
import { appendOperation, operationById } from '#main/store/outbox/operations.ts'
import type { EventHandlers, PortalClient } from '#main/sync/portal-client.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { createScheduler, type Scheduler } from '#main/sync/scheduler.ts'
import type { Operation, OperationResult } from '#shared/portal-api/operations.ts'

const START = Date.UTC(2026, 2, 2, 8)

export const applied = ({ opId }: { opId: string }): OperationResult => ({ status: 'applied', opId, seq: 0 })

/** A scheduler over real databases whose time stands still unless the test lets it pass. */
export function lab(overrides: Partial<PortalClient> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'spica-scheduler-'))
  const key = randomBytes(32)
  const outbox = openOutbox(join(folder, 'outbox.db'), key)
  const { mirror } = openMirror(join(folder, 'mirror.db'), key)
  // What timers go by, and how far the clock on the wall is from it.
  let elapsed = 0
  let offset = START
  const due = new Set<{ at: number; fn: () => void }>()
  const next = () => [...due].toSorted((a, b) => a.at - b.at)[0]
  const now = () => elapsed + offset
  const pushes: Operation[][] = []
  const logs: string[] = []
  const presenceOf: string[][] = []
  const streams: EventHandlers[] = []
  let ended = 0
  let diverged = 0
  const client: PortalClient = {
    signIn: () => Promise.reject(new PortalFault('unreachable')),
    signOut: () => Promise.resolve(),
    push: ({ operations }) => {
      pushes.push(operations)
      return Promise.resolve({ results: operations.map(applied) })
    },
    cancel: ({ opIds }) => Promise.resolve({ outcomes: opIds.map((opId) => ({ opId, result: null })) }),
    changes: (cursor) => Promise.resolve({ items: [], cursor: `${cursor.epoch}.${cursor.seq}`, head: 0, more: false }),
    snapshotHead: () => Promise.resolve({ cursor: 'epoch.0', tables: [] }),
    snapshotPage: () => Promise.reject(new PortalFault('bad_response')),
    digest: () => Promise.resolve({ cursor: 'epoch.0', buckets: [] }),
    limits: () => Promise.resolve({ maxAttachmentBytes: 1024 }),
    presence: () => Promise.resolve(),
    events: (handlers, signal) => {
      streams.push(handlers)
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new PortalFault('aborted'))),
      )
    },
    disconnect: () => {},
    ...overrides,
  } as PortalClient
  const makeScheduler = (): Scheduler =>
    createScheduler(
      {
        clock: now,
        timers: {
          after(ms, fn) {
            const timer = { at: elapsed + ms, fn }
            due.add(timer)
            return { cancel: () => due.delete(timer) }
          },
          breathe: () => new Promise((resolve) => setImmediate(resolve)),
        },
        ids: uuidv7,
        random: () => 0.5,
        log: (line) => logs.push(line),
        outbox,
        mirror,
        client,
        clientId: uuidv7(),
        agentId: 'agent',
        report: {
          cases: () => {},
          operations: () => {},
          registrations: () => {},
          customers: () => {},
          rmas: () => {},
          templates: () => {},
          views: () => {},
          macros: () => {},
          presence: (caseIds) => presenceOf.push(caseIds),
          removed: () => {},
          state: () => {},
          contact: () => scheduler.contact(),
        },
      },
      {
        workOffline: false,
        onSessionEnded: () => void ended++,
        onMirrorBroken: () => {},
        onDiverged: () => void diverged++,
      },
    )
  let scheduler = makeScheduler()
  /** Until nothing runs. */
  const rest = async () => {
    // What was just set off (a stream that breaks) may begin a run some turns later.
    for (let turn = 0, idle = 0; idle < 3; turn++) {
      if (turn > 100_000) throw new Error('The scheduler never rests')
      await new Promise((resolve) => setImmediate(resolve))
      idle = scheduler.state().activity === 'idle' ? idle + 1 : 0
    }
  }
  const open = {
    outbox,
    mirror,
    pushes,
    logs,
    presenceOf,
    get scheduler() {
      return scheduler
    },
    /** What the newest event stream hands on. */
    stream: () => streams.at(-1)!,
    ended: () => ended,
    diverged: () => diverged,
    rest,
    /** Starts it and waits until nothing runs. */
    async started() {
      scheduler.start()
      await rest()
      return open
    },
    /** Another process over the same files. */
    async restart() {
      await scheduler.stop()
      due.clear()
      scheduler = makeScheduler()
      await open.started()
    },
    /** What is written meanwhile leaves together. */
    async offline<T>(write: () => T): Promise<T> {
      scheduler.setWorkOffline(true)
      await rest()
      const written = write()
      scheduler.setWorkOffline(false)
      await rest()
      return written
    },
    /** Somebody sets the clock on the wall. */
    setClockBy: (ms: number) => {
      offset += ms
    },
    /** Time in which the process is busy, so that no timer can fire. */
    busyFor: (ms: number) => {
      elapsed += ms
    },
    now,
    async pass(ms: number) {
      await rest()
      const until = elapsed + ms
      for (let timer = next(); timer && timer.at <= until; timer = next()) {
        elapsed = Math.max(elapsed, timer.at)
        due.delete(timer)
        timer.fn()
        await rest()
      }
      elapsed = until
    },
    write(caseId = 'case', overrides: { dependsOn?: string[]; body?: string } = {}): string {
      const opId = uuidv7()
      appendOperation(outbox, {
        opId,
        caseId,
        schemaVersion: 2,
        authoredAt: now(),
        dependsOn: [],
        kind: 'note.create',
        visibility: 'public',
        body: 'Odgovor',
        attachments: [],
        ...overrides,
      })
      scheduler.wake()
      return opId
    },
    stateOf: (opId: string) => operationById(outbox, opId)?.state,
    stored: (opId: string) => operationById(outbox, opId),
  }
  onTestFinished(async () => {
    await scheduler.stop()
    closeDatabase(mirror)
    closeDatabase(outbox)
    rmSync(folder, { recursive: true, force: true })
  })
  return open
}
