import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { connect } from '#main/store/database.ts'
import { closeDatabase, openOutbox } from '#main/store/open.ts'
import { backupOutbox } from '#main/store/outbox/backup.ts'
import { putSetting } from '#main/store/outbox/settings.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { opId, RELEASED_1, releasedOutbox } from '../../unit/store/released.ts'
import { MAJA, MAJA_ID, startWorld, type TestDesk, type World } from './world.ts'

let world: World
const folder = mkdtempSync(join(tmpdir(), 'spica-hardening-'))
const RELEASED_KEY = new Uint8Array(32).fill(7)

beforeAll(async () => {
  world = await startWorld({ cases: 120 })
})
afterAll(async () => {
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Every row of a table of the mirror by its id, as the file holds it. */
function idsIn(desk: TestDesk, table: string): string[] {
  const mirror = connect(join(desk.profileDir, 'mirror.db'), desk.key)
  const ids = mirror.prepare<string>(`SELECT id FROM ${table} ORDER BY id`, { pluck: true }).all()
  mirror.close()
  return ids
}

async function copyCase(id: string, values: Record<string, unknown>): Promise<void> {
  const columns = await world.query<{ column_name: string }>(
    `SELECT column_name FROM information_schema.columns WHERE table_name = 'cases' AND is_generated = 'NEVER'`,
  )
  const names = columns.map(({ column_name }) => column_name)
  const given = { id, case_number: `CAS-${id.slice(-5)}-Z9Z9Z9`, ...values }
  const own = names.map((name) => (name in given ? `$${Object.keys(given).indexOf(name) + 1}` : `"${name}"`))
  await world.query(
    `INSERT INTO cases (${names.map((name) => `"${name}"`).join(', ')}) SELECT ${own.join(', ')} FROM cases ORDER BY id LIMIT 1`,
    Object.values(given),
  )
}

it('S29: the outbox of the first release is sent to the present portal, each operation exactly once', async () => {
  const [member] = await world.query<{ team_id: string }>(
    'SELECT team_id FROM team_members WHERE agent_id = $1 LIMIT 1',
    [MAJA_ID],
  )
  expect(RELEASED_1.owner).toBe(MAJA_ID)
  for (const id of [RELEASED_1.caseA, RELEASED_1.caseB]) {
    await copyCase(id, {
      status: 'in_progress',
      status_version: 1,
      owner_id: null,
      owner_version: 1,
      team_id: member!.team_id,
      closed_at: null,
    })
  }
  const profileDir = mkdtempSync(join(folder, 'profile-'))
  const outbox = openOutbox(releasedOutbox(profileDir, 1), RELEASED_KEY)
  const lost = outbox.prepare<string>('SELECT operation FROM operation WHERE op_id = ?', { pluck: true }).get(opId(5))
  putSetting(outbox, 'settings', { portalUrl: world.url })
  closeDatabase(outbox)
  // The old program had sent this one; the answer was lost.
  const { token } = (await (
    await fetch(`${world.url}${PORTAL_PATHS.signIn}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'spica-protocol': '2' },
      body: JSON.stringify(MAJA),
    })
  ).json()) as { token: string }
  const sent = await fetch(`${world.url}${PORTAL_PATHS.push}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'spica-protocol': '2', authorization: `Bearer ${token}` },
    body: JSON.stringify({ clientId: RELEASED_1.clientId, operations: [JSON.parse(lost!)] }),
  })
  expect(await sent.json()).toMatchObject({ results: [{ status: 'applied' }] })

  const desk = await world.openDesk({ profileDir, key: RELEASED_KEY })
  await desk.settled()
  for (const number of [5, 6, 7, 8, 9, 10]) {
    expect(await desk.operation(opId(number)), `operation ${number}`).toMatchObject({ state: 'settled' })
  }
  const bodies = async (caseId: string) =>
    (await world.notesOf(caseId)).filter(({ id }) => id.startsWith('0195569b')).map(({ body }) => body)
  expect(await bodies(RELEASED_1.caseA)).toEqual(['Poslano, odgovor se je izgubil.', 'Odgovor in rešeno. ČŠŽ 😀'])
  expect(await bodies(RELEASED_1.caseB)).toEqual([
    'Interna opomba, odvisna od drugega primera.',
    'Na poti, ko je zmanjkalo elektrike.',
  ])
  expect(await world.statusOf(RELEASED_1.caseA)).toBe('researching')
  expect((await desk.api.cases.get({ caseId: RELEASED_1.caseA })).case.ownerId).toBe(MAJA_ID)
  // What waits for a person still does, with its words.
  expect(await desk.operation(opId(3))).toMatchObject({ state: 'conflict' })
  const refused = await desk.operation(opId(4))
  const recovered = await desk.api.sync.recovered(undefined)
  const words = refused?.body ?? recovered.find(({ id }) => id === opId(4))?.text
  expect(words).toBe('Zavrnjeno besedilo, ki ga je treba ohraniti.')
  expect(await desk.api.drafts.get({ caseId: RELEASED_1.caseA, mode: 'reply' })).toMatchObject({
    body: 'Osnutek odgovora',
  })
  await desk.close()
})

it('S24: digests of the real portal match those of a desk, and a byte that flips is found and mended', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  const target = await world.takeCase(desk)
  const { items } = await desk.api.cases.thread({ caseId: target.id, limit: 50 })
  const body = items.flatMap((item) => (item.type === 'note' ? [item.body] : []))[0] ?? ''
  expect(body).not.toBe('')
  await desk.close()
  const flip = connect(join(desk.profileDir, 'mirror.db'), desk.key)
  const changed = flip
    .prepare(
      'UPDATE notes SET body = substr(body, 1, 3) || char(unicode(substr(body, 4, 1)) + 1) || substr(body, 5) WHERE body = ?',
    )
    .run(body)
  expect(changed).toBeGreaterThan(0)
  // The check is due.
  flip.prepare(`INSERT OR REPLACE INTO meta (name, value) VALUES ('digest-due-at', '1')`).run()
  flip.close()
  const logs: string[] = []
  const again = await world.openDesk({
    profileDir: desk.profileDir,
    key: desk.key,
    deps: { log: (line) => logs.push(line) },
  })
  await vi.waitFor(() => expect(logs.join('\n')).toContain('diverged: '), { timeout: 15_000 })
  await again.settled()
  const thread = await again.api.cases.thread({ caseId: target.id, limit: 50 })
  expect(thread.items.some((item) => item.type === 'note' && item.body === body)).toBe(true)
  expect(logs.filter((line) => line.startsWith('diverged'))).toHaveLength(1)
  expect((await again.api.session.state(undefined)).notice).toBe('mirror_rebuilt')
  await again.close()
})

it('S23: an agent who leaves a team has no row of it on the machine after the next sync; unsent work stays', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  const teams = await world.query<{ team_id: string; n: number }>(
    `SELECT m.team_id, count(c.id)::int AS n FROM team_members m JOIN cases c ON c.team_id = m.team_id
     WHERE m.agent_id = $1 GROUP BY m.team_id ORDER BY n DESC`,
    [MAJA_ID],
  )
  const left = teams.find(({ n }) => n > 0)!
  const theirs = (await world.query<{ id: string }>('SELECT id FROM cases WHERE team_id = $1', [left.team_id])).map(
    ({ id }) => id,
  )
  const before = idsIn(desk, 'cases')
  expect(theirs.every((id) => before.includes(id))).toBe(true)
  await desk.api.sync.setWorkOffline({ workOffline: true })
  const { opId: unsent } = await desk.api.cases.addNote({
    caseId: theirs[0]!,
    visibility: 'internal',
    body: 'Napisano pred odhodom iz skupine',
    evenSo: true,
  })
  await world.query('DELETE FROM team_members WHERE agent_id = $1 AND team_id = $2', [MAJA_ID, left.team_id])
  await desk.api.sync.setWorkOffline({ workOffline: false })
  await vi.waitFor(
    async () => expect(await desk.state()).toMatchObject({ activity: 'idle', firstSync: null, online: true }),
    { timeout: 15_000, interval: 20 },
  )
  const after = idsIn(desk, 'cases')
  expect(after.filter((id) => theirs.includes(id))).toEqual([])
  expect(after.length).toBeGreaterThan(0)
  const foreign = await world.query<{ id: string }>(
    'SELECT n.id FROM notes n JOIN cases c ON c.id = n.case_id WHERE c.team_id = $1',
    [left.team_id],
  )
  const here = new Set(idsIn(desk, 'notes'))
  expect(foreign.filter(({ id }) => here.has(id) && id !== unsent)).toEqual([])
  // The words are not lost: with their operation, or in the recovery list.
  const words = [
    (await desk.operation(unsent))?.body,
    ...(await desk.api.sync.recovered(undefined)).map(({ text }) => text),
  ]
  expect(words).toContain('Napisano pred odhodom iz skupine')
  await world.query('INSERT INTO team_members (agent_id, team_id) VALUES ($1, $2)', [MAJA_ID, left.team_id])
  await desk.close()
})

it('S28: a desk whose outbox is damaged opens with its copy, says so, and sends what waits', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  const target = await world.takeCase(desk)
  await desk.api.sync.setWorkOffline({ workOffline: true })
  const body = `Neposlano ${randomUUID()}`
  const { opId: written } = await desk.api.cases.addNote({
    caseId: target.id,
    visibility: 'internal',
    body,
    evenSo: true,
  })
  await desk.close()
  const file = join(desk.profileDir, 'outbox.db')
  const outbox = openOutbox(file, desk.key)
  backupOutbox(outbox)
  closeDatabase(outbox)
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 4096 * 2 + 100, 4096 * 2 + 900)
  writeFileSync(file, bytes)
  const again = await world.openDesk({ profileDir: desk.profileDir, key: desk.key })
  expect((await again.api.session.state(undefined)).notice).toBe('outbox_restored')
  await again.api.sync.setWorkOffline({ workOffline: false })
  await again.settled()
  expect((await world.notesOf(target.id)).filter(({ id }) => id === written)).toEqual([{ id: written, body }])
  await again.close()
})
