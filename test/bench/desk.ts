import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import { createPortalClient } from '#main/sync/portal-client.ts'
import { DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { startPortal } from '../support/process.ts'
import type { DeskReport } from './desk-child.ts'
import { atMost, print } from './figures.ts'

/**
 * A real desk process against a real portal process with `--cases` cases: first sync and its peak memory, the longest
 * block of the event loop while a page of a thousand changed rows comes in, one reply until it is durable and visible, and a
 * dashboard of a year.
 */
const { values } = parseArgs({ options: { cases: { type: 'string', default: '50000' } } })
const CHANGED_CASES = 500

const folder = mkdtempSync(join(tmpdir(), 'spica-bench-desk-'))
const portal = await startPortal(join(folder, 'portal'), { cases: Number(values.cases) })
const portalUrl = portal.ready[1]!
const child = fork(join(import.meta.dirname, 'desk-child.ts'), [], { execArgv: [] })

try {
  const order = (message: object) => ask(child, message)
  const [maja, colleague] = [DEMO_AGENTS[1]!, DEMO_AGENTS[6]!]
  const synced = await order({
    do: 'first-sync',
    options: { profileDir: join(folder, 'desk'), portalUrl, email: maja.email, password: DEMO_PASSWORD },
  })
  const { rows, seconds } = synced
  print({
    figure: 'first sync over HTTP, real portal',
    value: Math.round(rows / seconds),
    unit: 'rows/s',
    rows,
    seconds,
  })
  print(atMost('peak RSS of the desk process during the first sync', synced.peakRssMb, 400, 'MB', { rows }))
  print({
    figure: 'longest block of the event loop during the first sync’s rows',
    value: synced.blockMs,
    unit: 'ms',
    rows,
  })

  const replies = await order({ do: 'replies', count: 300 })
  print(atMost('one reply until durable and visible, p95', replies.p95, 10, 'ms', { p50: replies.p50, replies: 300 }))

  const dashboard = await order({ do: 'dashboard', runs: 20 })
  const counted = {
    p50: dashboard.p50,
    cpuMs: Math.round(dashboard.cpuMs),
    cases: dashboard.cases,
    of: Number(values.cases),
  }
  print(atMost('dashboard for a year in the desk, p95', dashboard.p95, 200, 'ms', counted))
  print(atMost('longest block of the event loop while dashboards are counted', dashboard.blockMs, 50, 'ms', counted))

  await order({ do: 'offline' })
  await changeCases(colleague.email, replies.caseIds)
  const delta = await order({ do: 'delta' })
  print(
    atMost('longest block of the event loop during a delta page of 1,000 rows', delta.blockMs, 60, 'ms', {
      rows: delta.rows,
      took: Math.round(delta.seconds * 1000),
    }),
  )
} finally {
  child.kill()
  await portal.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** A note on each of many cases: its row and the case's own make two changed rows. */
async function changeCases(email: string, caseIds: string[]): Promise<void> {
  let token: string | null = null
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
  const client = createPortalClient({
    baseUrl: portalUrl,
    token: () => token,
    onPortalTime: () => {},
    breathe,
    version: '0',
  })
  token = (await client.signIn({ email, password: DEMO_PASSWORD, device: 'bench' })).token
  const clientId = uuidv7()
  const chosen = caseIds.slice(0, CHANGED_CASES)
  for (let from = 0; from < chosen.length; from += 50) {
    const operations = chosen.slice(from, from + 50).map((caseId) => ({
      kind: 'note.create' as const,
      opId: uuidv7(),
      caseId,
      schemaVersion: 2,
      authoredAt: Date.now(),
      dependsOn: [],
      visibility: 'internal' as const,
      body: 'Preverjeno na daljavo, terminal se odziva.',
      attachments: [],
    }))
    await client.push({ clientId, operations })
  }
  client.disconnect()
}

function ask(process: ChildProcess, message: object): Promise<DeskReport> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the desk process ended with ${code}`))
    process.once('exit', onExit)
    process.once('message', (answer) => {
      process.off('exit', onExit)
      resolve(answer as DeskReport)
    })
    process.send(message)
  })
}
