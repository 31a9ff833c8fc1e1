import { DeskFault } from '#main/desk/fault.ts'
import { openDesk } from '#main/desk/index.ts'

/**
 * A desk in a process of its own, for tests that end it or its disk. Each line of its output is JSON; a line with `opId` is
 * printed after the desk has accepted the operation, so the words must never be lost from then on.
 */
export type ProcessOrder = {
  profileDir: string
  /** Hexadecimal. */
  key: string
  portalUrl: string
  caseIds: string[]
  /** How often it writes before it stops by itself; it also stops at the first refusal. */
  writes: number
  /** Ends by itself when everything is written (or refused); else it goes on syncing until it is killed. */
  exits: boolean
}

const order = JSON.parse(process.argv[2] ?? '{}') as ProcessOrder
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

// Past the size limit of a file the system would end the process; with a listener the write fails instead, as on a full disk.
process.on('SIGXFSZ', () => {})

if (process.env.RUN_AS_NOBODY === '1') process.setuid?.(65_534)

const desk = await openDesk({
  profileDir: order.profileDir,
  key: Buffer.from(order.key, 'hex'),
  host: 'web',
  version: '0.0.0-test',
  portalUrl: order.portalUrl,
  deps: { log: () => {} },
})

async function refusal(call: () => unknown): Promise<string | null> {
  try {
    await call()
    return null
  } catch (error) {
    return error instanceof DeskFault ? error.code : String(error)
  }
}

for (let i = 0; i < order.writes; i++) {
  const caseId = order.caseIds[i % order.caseIds.length] ?? ''
  const code = await refusal(async () => {
    const body = `${process.pid}/${i} ${'besede '.repeat(20)}`
    tell(await desk.api.cases.addNote({ caseId, visibility: 'internal', body }))
  })
  if (code !== null) {
    const draft = { caseId, mode: 'reply', body: 'x'.repeat(50_000) } as const
    tell({ refused: code })
    tell({ draft: await refusal(() => desk.api.drafts.save(draft)) })
    tell({ reading: await refusal(() => desk.api.queues.counters(undefined)) })
    break
  }
  await new Promise((resolve) => setImmediate(resolve))
}

if (order.exits) {
  await desk.close().catch(() => {})
  process.exit(0)
}
setInterval(() => {}, 60_000)
