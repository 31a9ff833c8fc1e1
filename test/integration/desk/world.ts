import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { DeskFault } from '#main/desk/fault.ts'
import { type Desk, type DeskDeps, type DeskOptions, openDesk } from '#main/desk/index.ts'
import { createPortalClient } from '#main/sync/portal-client.ts'
import { createFolderStore } from '#portal/blobs/folder-store.ts'
import { openDatabase } from '#portal/db/open.ts'
import { DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { loadDemo } from '#portal/demo/load.ts'
import { type AppDeps, buildApp } from '#portal/server/app.ts'
import { addCustomerNote } from '#portal/server/cases/customer-actions.ts'
import { inTransaction, type ServiceDeps, systemDeps } from '#portal/server/deps.ts'
import type { NoteRow } from '#shared/portal-api/rows.ts'
import type { CaseSummary, DeskEvent, OperationView, SyncState } from '#shared/rpc/models.ts'
import type { DeskProblem } from '#shared/rpc/problem.ts'
import { migratedDatabase } from '#test/support/migrated-database.ts'

export const MAJA = { email: DEMO_AGENTS[1]!.email, password: DEMO_PASSWORD }
export const IGOR = { email: DEMO_AGENTS[6]!.email, password: DEMO_PASSWORD }
export const MAJA_ID = DEMO_AGENTS[1]!.id
export const IGOR_ID = DEMO_AGENTS[6]!.id

export type TestDesk = {
  desk: Desk
  api: Desk['api']
  events: DeskEvent[]
  profileDir: string
  key: Uint8Array
  state(): Promise<SyncState>
  /** Waits until it has nothing more to do and no problem. */
  settled(): Promise<unknown>
  operation(opId: string): Promise<OperationView | undefined>
  /** Closes it; the profile stays. */
  close(): Promise<void>
}

export type OpenOptions = Partial<Omit<DeskOptions, 'deps'>> & {
  deps?: Partial<DeskDeps>
  timeoutMs?: number
  undoSendSeconds?: number | null
}

export type World = {
  url: string
  deps: ServiceDeps
  /** A desk of its own, signed in as Maja unless told otherwise. */
  openDesk(options?: OpenOptions): Promise<TestDesk>
  /** An open case that no other test of the file was given. */
  takeCase(desk: TestDesk): Promise<CaseSummary>
  customerWrites(caseId: string, body: string): Promise<string>
  notesOf(caseId: string): Promise<Pick<NoteRow, 'id' | 'body'>[]>
  statusOf(caseId: string): Promise<string>
  query: <Row extends object>(text: string, params?: unknown[]) => Promise<Row[]>
  stop(): Promise<void>
}

/** The real portal on an embedded database, listening on a free port. */
export async function startWorld(options: { cases?: number; app?: Partial<AppDeps> } = {}): Promise<World> {
  const database = await openDatabase(await migratedDatabase())
  await loadDemo(database.db, { cases: options.cases ?? 60, now: Date.UTC(2026, 2, 2, 8) })
  // Who works beside Maja sees what she sees; tests of the scope take somebody else.
  await database.query('INSERT INTO team_members (agent_id, team_id) SELECT $1, id FROM teams ON CONFLICT DO NOTHING', [
    IGOR_ID,
  ])
  const deps = systemDeps(database.db)
  const folders: string[] = []
  const blobStore = createFolderStore(newFolder())
  const app = await buildApp({ ...deps, database, blobStore, ...options.app })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const open = new Set<Desk>()
  const taken = new Set<string>()

  return {
    url,
    deps,
    query: database.query,
    async openDesk({ timeoutMs, undoSendSeconds = 0, ...overrides } = {}) {
      const profileDir = overrides.profileDir ?? newFolder()
      const key = overrides.key ?? randomBytes(32)
      const desk = await openDesk({
        host: 'web',
        version: '0.0.0-test',
        portalUrl: url,
        autoSignIn: MAJA,
        ...overrides,
        profileDir,
        key,
        deps: {
          log: () => {},
          ...(timeoutMs === undefined
            ? {}
            : { createPortalClient: (given) => createPortalClient({ ...given, timeoutMs }) }),
          ...overrides.deps,
        },
      })
      open.add(desk)
      // What is tested about taking back says so itself; everything else goes at once.
      if (undoSendSeconds !== null) await setUndo(desk, undoSendSeconds)
      return wrap(desk, profileDir, key, () => open.delete(desk))
    },
    async takeCase({ api }) {
      const { rows } = await api.queues.page({
        queue: 'open',
        sort: 'number',
        direction: 'asc',
        anchor: { at: 'start' },
        limit: 200,
      })
      const free = rows.find(({ id, status }) => !taken.has(id) && status === 'in_progress')
      if (!free) throw new Error('no case is left; load more')
      taken.add(free.id)
      return free
    },
    async customerWrites(caseId, body) {
      const [row] = await database.query<{ contact_id: string }>('SELECT contact_id FROM cases WHERE id = $1', [caseId])
      const written = await inTransaction(deps, (work) =>
        addCustomerNote(work, { caseId, contactId: row!.contact_id, body }),
      )
      return written.noteId ?? ''
    },
    notesOf: (caseId) =>
      database.query('SELECT id, body FROM notes WHERE case_id = $1 ORDER BY created_at, id', [caseId]),
    async statusOf(caseId) {
      const [row] = await database.query<{ status: string }>('SELECT status FROM cases WHERE id = $1', [caseId])
      return row!.status
    },
    async stop() {
      for (const desk of open) await desk.close()
      await app.close()
      await database.close()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'spica-desk-test-'))
    folders.push(folder)
    return folder
  }
}

/** A profile that cannot be opened has no settings. */
async function setUndo({ api }: Desk, undoSendSeconds: number): Promise<void> {
  try {
    await api.settings.set({ undoSendSeconds })
  } catch (error) {
    if (!(error instanceof DeskFault)) throw error
  }
}

function wrap(desk: Desk, profileDir: string, key: Uint8Array, onClose: () => void): TestDesk {
  const events: DeskEvent[] = []
  desk.subscribe((event) => events.push(event))
  const state = async () => desk.api.sync.state(undefined)
  return {
    desk,
    api: desk.api,
    events,
    profileDir,
    key,
    state,
    settled: () =>
      vi.waitFor(
        async () =>
          expect(await state()).toMatchObject({
            activity: 'idle',
            problem: null,
            waiting: 0,
            firstSync: null,
            online: true,
          }),
        { timeout: 15_000, interval: 20 },
      ),
    async operation(opId) {
      const { operations } = await desk.api.sync.operations({ limit: 1000 })
      return operations.find((operation) => operation.opId === opId)
    },
    async close() {
      onClose()
      await desk.close()
    },
  }
}

/** The code with which a call was refused. */
export async function refusal(call: () => unknown): Promise<{ code: DeskProblem; params: DeskFault['params'] }> {
  try {
    await call()
  } catch (error) {
    if (error instanceof DeskFault) return { code: error.code, params: error.params }
    throw error
  }
  throw new Error('the call was not refused')
}
