import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { runBulk, undoBulk } from '#main/desk/bulk/run.ts'
import type { DeskContext } from '#main/desk/context.ts'
import { openMirror, openOutbox } from '#main/store/open.ts'
import { groupMembers } from '#main/store/outbox/groups.ts'
import { DEMO_AGENT } from '#portal/demo/agents.ts'
import { MAX_BULK } from '#shared/rpc/bulk.ts'
import { anId } from '#test/factories/ids.ts'
import { answer, KEY } from './store-results.ts'

/** One command for 1,000 cases: until it is durable, until all is shown, and the longest that others had to wait. `store-bulk.ts FOLDER`. */
const [folder = ''] = process.argv.slice(2)
const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
const file = join(folder, 'bulk-outbox.db')
for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
const outbox = openOutbox(file, KEY)

let blockedMs = 0
let durableMs = 0
let begun = 0
const ctx = {
  deps: {
    clock: Date.now,
    ids: anId,
    log: (message: string) => console.error(message),
    timers: { breathe: () => new Promise((resolve) => setImmediate(resolve)) },
  },
  bus: { publish: () => {}, syncChanged: () => {} },
  work: () => ({
    outbox,
    mirror,
    me: DEMO_AGENT.id,
    scheduler: {
      wake: () => {
        durableMs = performance.now() - begun
      },
    },
  }),
} as unknown as DeskContext

const caseIds = mirror
  .prepare<string>(
    `SELECT id FROM cases WHERE open = 1 AND status <> 'researching' ORDER BY modified_at DESC LIMIT ?`,
    {
      pluck: true,
    },
  )
  .all(MAX_BULK)

/** What another question has to wait while `task` runs. */
async function watched<T>(task: () => Promise<T>): Promise<{ result: T; ms: number }> {
  let over = false
  let last = performance.now()
  const turn = () => {
    const now = performance.now()
    blockedMs = Math.max(blockedMs, now - last)
    last = now
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  begun = performance.now()
  const result = await task()
  over = true
  return { result, ms: performance.now() - begun }
}

const action = { kind: 'status', status: 'researching' } as const
const { result, ms: shownMs } = await watched(() => runBulk(ctx, { caseIds, action }))
const written = groupMembers(outbox, result.groupId).length
const { ms: undoMs } = await watched(() => undoBulk(ctx, { groupId: result.groupId }))
outbox.close()
mirror.close()
answer({ cases: written, durableMs, shownMs, undoMs, blockedMs })
