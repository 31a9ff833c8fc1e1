import { randomBytes } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { keepYoungSpace } from '#main/desk/heap.ts'
import { type Desk, openDesk } from '#main/desk/index.ts'
import { createPortalClient } from '#main/sync/portal-client.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { namedPeriod } from '#shared/domain/period.ts'
import { percentile } from './figures.ts'

/** The desk of the bench, in a process of its own, so that memory and event loop are the desk's alone. */
export type DeskReport = {
  rows: number
  seconds: number
  peakRssMb: number
  blockMs: number
  p50: number
  p95: number
  caseIds: string[]
  cases: number
  /** Of the processor, a run. */
  cpuMs: number
}

type Order =
  | { do: 'first-sync'; options: { profileDir: string; portalUrl: string; email: string; password: string } }
  | { do: 'replies'; count: number }
  | { do: 'dashboard'; runs: number }
  | { do: 'offline' }
  | { do: 'delta' }

/** The monitor's timer itself; what is above was a block. */
const RESOLUTION_MS = 1

// As the hosts do.
keepYoungSpace()

let desk: Desk | null = null
let rows = 0

function opened(): Desk {
  if (desk === null) throw new Error('the desk is not open')
  return desk
}

async function measured(work: () => Promise<void>): Promise<Pick<DeskReport, 'seconds' | 'blockMs'>> {
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const began = performance.now()
  monitor.enable()
  await work()
  monitor.disable()
  return { seconds: (performance.now() - began) / 1000, blockMs: Math.max(0, monitor.max / 1e6 - RESOLUTION_MS) }
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 20))
}

const syncState = async () => opened().api.sync.state(undefined)
const isIdle = async () => {
  const state = await syncState()
  return state.activity === 'idle' && state.firstSync === null && state.waiting === 0 && state.problem === null
}

async function firstSync(options: Extract<Order, { do: 'first-sync' }>['options']): Promise<Partial<DeskReport>> {
  const { profileDir, portalUrl, email, password } = options
  let rowsMeasured: Pick<DeskReport, 'blockMs'> = { blockMs: 0 }
  const began = performance.now()
  desk = await openDesk({
    profileDir,
    key: randomBytes(32),
    host: 'web',
    version: '0',
    portalUrl,
    autoSignIn: { email, password },
    deps: {
      createPortalClient: (given) => {
        const client = createPortalClient(given)
        return {
          ...client,
          snapshotPage: async (...args) => {
            const page = await client.snapshotPage(...args)
            rows += page.items.length
            return page
          },
          changes: async (...args) => {
            const page = await client.changes(...args)
            rows += page.items.length
            return page
          },
        }
      },
    },
  })
  rowsMeasured = await measured(() => until(async () => (await syncState()).firstSync?.phase !== 'rows'))
  await until(isIdle)
  const seconds = (performance.now() - began) / 1000
  return { rows, seconds, blockMs: rowsMeasured.blockMs, peakRssMb: process.resourceUsage().maxRSS / 1024 }
}

async function caseIds(): Promise<string[]> {
  const { api } = opened()
  const list = { queue: 'closed', sort: 'modified', direction: 'desc', anchor: { at: 'start' }, limit: 500 } as const
  return (await api.queues.page(list)).rows.map(({ id }) => id)
}

/** While the desk is online, as an agent works; each reply is on another case and is read back as the screen reads it. */
async function replies(count: number): Promise<Partial<DeskReport>> {
  const { api } = opened()
  const targets = await caseIds()
  await api.settings.set({ undoSendSeconds: 0 })
  const samples: number[] = []
  for (let i = 0; i < count; i++) {
    const caseId = targets[i % targets.length] ?? ''
    const began = performance.now()
    const { opId } = await api.cases.addNote({ caseId, visibility: 'public', body: `Spoštovani, odgovor ${i}.` })
    const { items } = await api.cases.thread({ caseId, limit: 50 })
    samples.push(performance.now() - began)
    if (!items.some(({ id }) => id === opId)) throw new Error('the reply is not visible')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await until(isIdle)
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95), caseIds: targets }
}

/** The last twelve months and the twelve before, as the screen asks for them. */
async function dashboards(runs: number): Promise<Partial<DeskReport>> {
  const { api } = opened()
  const query = { ...namedPeriod('last_12_months', dayInLjubljana(Date.now()), 1), weekStart: 1 }
  const first = await api.dashboard(query)
  const samples: number[] = []
  const before = process.cpuUsage()
  const { blockMs } = await measured(async () => {
    for (let run = 0; run < runs; run++) {
      const began = performance.now()
      await api.dashboard(query)
      samples.push(performance.now() - began)
    }
  })
  const { user, system } = process.cpuUsage(before)
  const cases = first.totals.now.opened + first.totals.former.opened
  return {
    p50: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
    blockMs,
    cases,
    cpuMs: (user + system) / 1000 / runs,
  }
}

async function delta(): Promise<Partial<DeskReport>> {
  rows = 0
  const measuredDelta = await measured(async () => {
    await opened().api.sync.setWorkOffline({ workOffline: false })
    await until(async () => rows > 0 && (await isIdle()))
  })
  return { ...measuredDelta, rows }
}

async function carryOut(order: Order): Promise<Partial<DeskReport>> {
  switch (order.do) {
    case 'first-sync':
      return firstSync(order.options)
    case 'replies':
      return replies(order.count)
    case 'dashboard':
      return dashboards(order.runs)
    case 'offline':
      await opened().api.sync.setWorkOffline({ workOffline: true })
      return {}
    case 'delta':
      return delta()
  }
}

process.on('message', (order: Order) => {
  carryOut(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
