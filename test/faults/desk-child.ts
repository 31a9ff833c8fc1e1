import { createInterface } from 'node:readline'
import { DeskFault } from '#main/desk/fault.ts'
import { openDesk } from '#main/desk/index.ts'
import { seededRandom } from '#portal/demo/random.ts'
import { legalMoves } from '#shared/domain/status.ts'

/**
 * A real desk in a process of its own whose agent works until "quiet", then goes on syncing. A line with `opId` is
 * printed after the desk has accepted the action: from then on it must never be lost.
 */
export type DeskOrder = {
  profileDir: string
  /** Hexadecimal. */
  key: string
  portalUrl: string
  email: string
  password: string
  caseIds: string[]
  seed: number
  /** Mean time between two actions. */
  everyMs: number
  /** Stops by itself after so many accepted actions. */
  actions?: number
  /** Starts with the line cut by the agent. */
  offline?: boolean
}
export type DeskLine = {
  ready?: true
  opId?: string
  kind?: 'note' | 'status' | 'owner' | 'title'
  body?: string
  caseId?: string
  refused?: string
  /** After "quiet": what is left to do. */
  left?: { waiting: number; problem: string | null; syncing: boolean }
  done?: true
}

const order = JSON.parse(process.argv[2] ?? '{}') as DeskOrder
const tell = (line: DeskLine) => process.stdout.write(`${JSON.stringify(line)}\n`)
const random = seededRandom(order.seed)
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

const desk = await openDesk({
  profileDir: order.profileDir,
  key: Buffer.from(order.key, 'hex'),
  host: 'web',
  version: '0.0.0-test',
  portalUrl: order.portalUrl,
  autoSignIn: { email: order.email, password: order.password },
  deps: { log: () => {} },
})
const { api } = desk
await api.settings.set({ undoSendSeconds: 0 })
if (order.offline) await api.sync.setWorkOffline({ workOffline: true })
tell({ ready: true })

let writing = true
createInterface({ input: process.stdin })
  .on('line', (word) => {
    if (word === 'quiet') writing = false
    if (word === 'close') void desk.close().then(() => process.exit(0))
  })
  .on('close', () => process.exit(0))

async function act(count: number): Promise<void> {
  const caseId = random.pick(order.caseIds)
  const dice = random.next()
  const body = `${order.email} ${order.seed}/${count} ${'beseda '.repeat(random.int(1, 60))}`
  if (dice < 0.6) {
    const visibility = dice < 0.4 ? 'public' : 'internal'
    const { opId } = await api.cases.addNote({ caseId, visibility, body, evenSo: true })
    tell({ opId, kind: 'note', body, caseId })
    return
  }
  const { case: row } = await api.cases.get({ caseId })
  if (dice < 0.8) {
    const moves = legalMoves(row.status)
    if (moves.length === 0) return
    const { opId } = await api.cases.setStatus({ caseId, status: random.pick(moves) })
    tell({ opId, kind: 'status', caseId })
  } else if (dice < 0.9) {
    const agents = await api.agents.list(undefined)
    const { opId } = await api.cases.setOwner({ caseId, ownerId: random.pick([null, ...agents.map(({ id }) => id)]) })
    tell({ opId, kind: 'owner', caseId })
  } else {
    const { opId } = await api.cases.setTitle({ caseId, title: `${row.title.slice(0, 80)} ${count}` })
    tell({ opId, kind: 'title', caseId })
  }
}

for (let count = 0; writing && count < (order.actions ?? Number.POSITIVE_INFINITY); count++) {
  try {
    await act(count)
  } catch (error) {
    // Nothing is here before the first sync; a case may have left meanwhile.
    tell({ refused: error instanceof DeskFault ? error.code : String(error) })
  }
  await pause(random.int(0, 2 * order.everyMs))
}
tell({ done: true })

for (;;) {
  const { waiting, problem, activity, online } = await api.sync.state(undefined)
  tell({ left: { waiting, problem: problem?.code ?? null, syncing: activity !== 'idle' || !online } })
  if (!order.offline) await api.sync.now(undefined)
  await pause(500)
}
