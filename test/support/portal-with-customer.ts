import { createInterface } from 'node:readline'
import { loadDemo } from '#portal/demo/load.ts'
import { seededRandom } from '#portal/demo/random.ts'
import { addCustomerNote } from '#portal/server/cases/customer-actions.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { type StartOptions, startPortal } from '#portal/server/start.ts'

/**
 * The real portal with a customer in the same process, for an embedded database has one process only. The customer writes
 * by himself until "quiet", and each line of JSON `{ caseId, body }` on the standard input. A line with `note` is printed
 * after his words were committed: from then on they must be everywhere.
 */
export type PortalOrder = {
  database: StartOptions['database']
  port: number
  cases: number
  seed: number
  /** Between two notes that he writes by himself; null: none. */
  everyMs: number | null
}
export type PortalLine = { ready?: string; caseIds?: string[]; note?: string; body?: string }

export const PORTAL_WITH_CUSTOMER = import.meta.filename

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? '{}') as PortalOrder)

async function main(order: PortalOrder): Promise<void> {
  const tell = (line: PortalLine) => process.stdout.write(`${JSON.stringify(line)}\n`)
  const random = seededRandom(order.seed)
  const portal = await startPortal({
    database: order.database,
    port: order.port,
    limits: { signInsByIp: { max: 1_000_000, windowMs: 60_000 } },
    prepare: async ({ db }) => void (await loadDemo(db, { cases: order.cases, now: Date.UTC(2026, 2, 2, 8) })),
  })
  const open = await portal.database.query<{ id: string }>(
    "SELECT id FROM cases WHERE status NOT IN ('resolved', 'cancelled') ORDER BY case_number LIMIT 12",
  )
  tell({ ready: portal.url, caseIds: open.map(({ id }) => id) })

  async function write(caseId: string, body: string): Promise<void> {
    const [row] = await portal.database.query<{ contact_id: string }>('SELECT contact_id FROM cases WHERE id = $1', [
      caseId,
    ])
    const contactId = row?.contact_id ?? ''
    const { noteId } = await inTransaction(portal.deps, (work) => addCustomerNote(work, { caseId, contactId, body }))
    if (noteId) tell({ note: noteId, body })
  }

  let writing = order.everyMs !== null
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      if (line === 'quiet') {
        writing = false
        return
      }
      const { caseId, body } = JSON.parse(line) as { caseId: string; body: string }
      void write(caseId, body)
    })
    .on('close', () => process.exit(0))

  for (let count = 0; writing; count++) {
    await write(random.pick(open).id, `Stranka ${order.seed}/${count}`)
    await new Promise((done) => setTimeout(done, order.everyMs ?? 0))
  }
}
