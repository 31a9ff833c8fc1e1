import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '#portal/db/open.ts'
import { pushResponse } from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { SNAPSHOT_PAGES, snapshotHead } from '#shared/portal-api/sync.ts'
import { aReply } from './world.ts'

const ROOT = join(import.meta.dirname, '../../..')

type Portal = { child: ChildProcess; out(): string; err(): string; exit: Promise<number | null> }

/** The portal as `npm run portal` starts it. */
function run(args: string[], env: NodeJS.ProcessEnv = {}): Portal {
  const child = spawn(process.execPath, ['src-portal/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: 'pipe',
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return { child, out: () => out, err: () => err, exit }
}

async function ready(portal: Portal): Promise<string> {
  await vi.waitFor(() => expect(portal.out() + portal.err()).toMatch(/Portal ready: \S+\n/), { timeout: 90_000 })
  return /Portal ready: (\S+)/.exec(portal.out())?.[1] ?? ''
}

// Each test starts several processes; on a busy machine each takes its time.
describe('the portal’s process', { timeout: 240_000 }, () => {
  let folder: string
  let running: Portal[]
  const start = (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const portal = run(args, env)
    running.push(portal)
    return portal
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spica-portal-test-'))
    running = []
  })
  afterEach(async () => {
    for (const { child, exit } of running) {
      child.kill('SIGKILL')
      await exit
    }
    rmSync(folder, { recursive: true, force: true })
  })

  async function signIn(url: string, portal: Portal): Promise<Record<string, string>> {
    const [, email, password] = /Demo sign-in: (\S+) \/ (.+)/.exec(portal.out()) ?? []
    const answer = await fetch(url + PORTAL_PATHS.signIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    expect(answer.status).toBe(200)
    const { token } = (await answer.json()) as { token: string }
    return { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  }

  it('says what is wrong with its arguments', async () => {
    const portal = start(['--cases', '5'])
    expect(await portal.exit).toBe(2)
    expect(portal.err()).toContain('--cases needs --demo')
    expect(portal.err()).toContain('Usage: npm run portal')
  })

  it('is administered from the terminal, and lets in whom that has added', async () => {
    const data = join(folder, 'data')
    const database = await openDatabase({ dataDir: data })
    await database.query(
      "INSERT INTO accounts (id, name, tax_number, country) VALUES ('alfa', 'Alfa', '50640275', 'SI')",
    )
    await database.close()
    const administer = async (args: string[], input = '') => {
      const portal = start(['--data', data, ...args])
      portal.child.stdin?.end(input)
      return { code: await portal.exit, said: portal.out() + portal.err() }
    }
    const lines = join(folder, 'lines.csv')

    expect(await administer(['--add-team', ' Servis '])).toEqual({ code: 0, said: 'There is a team "Servis" now\n' })
    expect(await administer(['--add-team', 'SERVIS'])).toMatchObject({ code: 2 })
    const ana = ['--add-agent', 'Ana Novak <Ana@spica.example>', '--team', 'servis']
    expect(await administer(ana, 'prvo dolgo geslo\n')).toEqual({
      code: 0,
      said: 'Ana Novak can sign in as ana@spica.example\n',
    })
    expect(await administer(['--agent-teams', 'ANA@spica.example', '--team', 'Podpora', '--team', 'servis'])).toEqual({
      code: 0,
      said: 'ANA@spica.example sees the cases of Podpora, servis\n',
    })
    writeFileSync(lines, 'SI50640275;123456;202000876\n')
    expect(await administer(['--import-proofs', lines])).toEqual({
      code: 0,
      said: '1 proofs of 1 companies are known\n',
    })
    writeFileSync(lines, 'alfa;Maja;Kovač;maja@alfa.example;;sl\nbeta;3;4\n')
    expect(await administer(['--import-customers', lines])).toEqual({
      code: 2,
      said: expect.stringMatching(/^Line 2: .*\n$/),
    })
    writeFileSync(lines, 'alfa;Maja;Kovač;maja@alfa.example;;sl\n')
    expect(await administer(['--import-customers', lines])).toEqual({
      code: 0,
      said: '1 of 1 people can set a password now; the others are known already\n',
    })
    const missing = await administer(['--import-customers', join(folder, 'nothing.csv')])
    expect(missing).toEqual({ code: 2, said: expect.stringContaining('cannot be read') })

    const url = await ready(start(['--data', data, '--port', '0']))
    const status = async (password: string) => {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ email: 'ana@spica.example', password })
      return (await fetch(url + PORTAL_PATHS.signIn, { method: 'POST', headers, body })).status
    }
    expect(await status('prvo napačno geslo')).toBe(401)
    expect(await status('prvo dolgo geslo')).toBe(200)
  })

  it('takes devices from a file, all or none, and says who may do so in the desk', async () => {
    const data = join(folder, 'data')
    const administer = async (...args: string[]) => {
      const portal = start([...args, '--data', data])
      portal.child.stdin?.end('prvo dolgo geslo\n')
      return { code: await portal.exit, said: portal.out() + portal.err() }
    }
    const file = join(folder, 'devices.csv')
    writeFileSync(file, 'Serijska številka;Model\nA-1;Zone Mini\na1;Zone Mini\n')
    expect(await administer('import-devices', file)).toEqual({
      code: 2,
      said: 'Row 3, Serial number: "a1" stands in row 2 already; leave one of them\n1 errors: nothing was imported\n',
    })
    writeFileSync(file, 'Serijska številka;Model\nA-1;Zone Mini\nA-2;Zone Mini\n')
    expect(await administer('import-devices', file, '--dry-run')).toEqual({
      code: 0,
      said: '2 rows: 2 new, 0 changed, 0 as they were (nothing was written)\n',
    })
    expect((await administer('import-devices', file)).said).toBe('2 rows: 2 new, 0 changed, 0 as they were\n')
    expect((await administer('--import-devices', file)).said).toBe('2 rows: 0 new, 0 changed, 2 as they were\n')
    expect((await administer('--add-agent', 'Ana <ana@x.si>', '--admin')).code).toBe(0)
    expect((await administer('--add-agent', 'Bor <bor@x.si>')).code).toBe(0)
    expect((await administer('--make-admin', 'BOR@x.si')).said).toBe('BOR@x.si may import devices now\n')
    expect((await administer('--not-admin', 'ana@x.si')).said).toBe('ana@x.si may not import devices any more\n')
    expect((await administer('--make-admin', 'nobody@x.si')).code).toBe(2)
    const epochs = async () => {
      const database = await openDatabase({ dataDir: data })
      const found = await database.query('SELECT epoch FROM sync_clock')
      await database.close()
      return found
    }
    const before = await epochs()
    expect((await administer('--restored')).code).toBe(0)
    expect(await epochs()).not.toEqual(before)

    const database = await openDatabase({ dataDir: data })
    const rows = await database.query('SELECT serial_number AS serial FROM devices ORDER BY 1')
    const people = await database.query('SELECT email, is_admin AS admin FROM agents ORDER BY 1')
    const imports = await database.query("SELECT actor_kind AS by FROM audit_log WHERE event = 'devices_imported'")
    await database.close()
    expect(rows).toEqual([{ serial: 'A-1' }, { serial: 'A-2' }])
    expect(people).toEqual([
      { email: 'ana@x.si', admin: false },
      { email: 'bor@x.si', admin: true },
    ])
    expect(imports).toEqual([{ by: 'system' }, { by: 'system' }])
  })

  it('serves demo data from a temporary folder, and stops with its parent leaving nothing behind', async () => {
    const portal = start(['--demo', '--cases', '5', '--port', '0', '--exit-with-parent'], { TMPDIR: folder })
    const url = await ready(portal)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const headers = await signIn(url, portal)
    const head = snapshotHead.parse(await (await fetch(url + PORTAL_PATHS.snapshot, { headers })).json())
    expect(head.tables.find(({ table }) => table === 'cases')?.rows).toBe(5)

    portal.child.stdin?.end()
    expect(await portal.exit).toBe(0)
    expect(readdirSync(folder)).toEqual([])
    expect(portal.err()).toBe('')
  })

  it('has all that it ever confirmed after being killed in mid-write, and finishes what was repeated', async () => {
    const data = join(folder, 'data')
    const args = ['--demo', '--cases', '5', '--port', '0', '--data', data]
    let portal = start(args)
    let url = await ready(portal)
    let headers = await signIn(url, portal)
    const cases = await pageOf('cases', url, headers)
    const caseId = cases.items[0]?.row.id ?? ''
    const before = (await pageOf('notes', url, headers)).items.length
    const clientId = 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10'
    const operations = Array.from({ length: 120 }, (_, i) => aReply(caseId, { body: `beseda ${i}` }))
    const push = async (some: typeof operations) => {
      const body = JSON.stringify({ clientId, operations: some })
      const answer = await fetch(url + PORTAL_PATHS.push, { method: 'POST', headers, body })
      return pushResponse.parse(await answer.json()).results
    }

    const confirmed = new Map<string, unknown>()
    for (let kill = 0; kill < 3; kill++) {
      const writing = (async () => {
        for (let i = kill * 40; i < (kill + 1) * 40; i += 2) {
          for (const result of await push(operations.slice(i, i + 2))) confirmed.set(result.opId, result)
        }
      })().catch(() => {})
      await vi.waitFor(() => expect(confirmed.size).toBeGreaterThan(kill * 40 + 6), { interval: 1, timeout: 20_000 })
      portal.child.kill('SIGKILL')
      await Promise.all([portal.exit, writing])
      portal = start(args)
      url = await ready(portal)
    }
    headers = await signIn(url, portal)
    expect(confirmed.size).toBeGreaterThan(18)
    for (let i = 0; i < operations.length; i += 40) {
      for (const result of await push(operations.slice(i, i + 40))) {
        expect(result.status).toBe('applied')
        if (confirmed.has(result.opId)) expect(result).toEqual(confirmed.get(result.opId))
      }
    }

    const notes = await pageOf('notes', url, headers)
    const bodies = notes.items.map(({ row }) => row.body).filter((body) => /^beseda \d+$/.test(body))
    expect(notes.items).toHaveLength(before + 120)
    expect(new Set(bodies).size).toBe(120)
    const clock = snapshotHead.parse(await (await fetch(url + PORTAL_PATHS.snapshot, { headers })).json())
    const newest = Math.max(...[...notes.items, ...(await pageOf('cases', url, headers)).items].map(({ seq }) => seq))
    expect(clock.cursor.endsWith(`.${newest}`)).toBe(true)

    portal.child.kill('SIGTERM')
    expect(await portal.exit).toBe(0)
  })
})

async function pageOf<T extends 'cases' | 'notes'>(table: T, url: string, headers: Record<string, string>) {
  const answer = await fetch(`${url}${PORTAL_PATHS.snapshot}?table=${table}`, { headers })
  return SNAPSHOT_PAGES[table].parse(await answer.json()) as ReturnType<(typeof SNAPSHOT_PAGES)[T]['parse']>
}
