import { createInterface } from 'node:readline'
import { loadDemo } from '#portal/demo/load.ts'
import { addCustomerNote } from '#portal/server/cases/customer-actions.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { type StartOptions, startPortal } from '#portal/server/start.ts'
import { oneOf, seeded } from './random.ts'

/**
 * The real portal with a customer in the same process, who writes until "quiet". A line with `note` is printed after
 * the customer's words were committed: from then on they must be everywhere.
 */
export type PortalOrder = {
  database: StartOptions['database']
  port: number
  cases: number
  seed: number
  everyMs: number
}
export type PortalLine = { ready?: string; caseIds?: string[]; note?: string; body?: string }

const order = JSON.parse(process.argv[2] ?? '{}') as PortalOrder
const tell = (line: PortalLine) => process.stdout.write(`${JSON.stringify(line)}\n`)
const random = seeded(order.seed)

const portal = await startPortal({
  database: order.database,
  port: order.port,
  limits: { signInsByIp: { max: 1_000_000, windowMs: 60_000 } },
  prepare: async ({ db }) => void (await loadDemo(db, { cases: order.cases, now: Date.UTC(2026, 2, 2, 8) })),
})
const open = await portal.database.query<{ id: string; contact_id: string }>(
  "SELECT id, contact_id FROM cases WHERE status NOT IN ('resolved', 'cancelled') ORDER BY case_number LIMIT 12",
)
tell({ ready: portal.url, caseIds: open.map(({ id }) => id) })
let writing = true
createInterface({ input: process.stdin })
  .on('line', (word) => {
    if (word === 'quiet') writing = false
  })
  .on('close', () => process.exit(0))

let count = 0
while (writing) {
  const { id, contact_id } = oneOf(random, open)
  const body = `Stranka ${order.seed}/${count++}`
  const { noteId } = await inTransaction(portal.deps, (work) =>
    addCustomerNote(work, { caseId: id, contactId: contact_id, body }),
  )
  if (noteId) tell({ note: noteId, body })
  await new Promise((done) => setTimeout(done, order.everyMs))
}
