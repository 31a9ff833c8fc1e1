import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { madeOnce } from '#test/support/test-cache.ts'

const VERSIONS = '/usr/lib/postgresql'

export type PostgresServer = { url(database?: string): string; stop(): Promise<void> }

/** Why there is no PostgreSQL to test on; undefined when there is one. */
export function postgresMissing(): string | undefined {
  if (!binaries()) return `no PostgreSQL in ${VERSIONS} (Debian: apt-get install postgresql)`
  if (process.getuid?.() === 0 && !account()) return 'PostgreSQL does not run as root and there is no user "postgres"'
  return undefined
}

/** A server of its own in a temporary folder on a free port; without fsync, for its data need not outlive the test. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = binaries()
  if (!bin) throw new Error(postgresMissing())
  const { folder, environment } = ownFolder()
  const data = join(folder, 'data')
  execFileSync('cp', ['-a', await freshData(bin), data])
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    max_connections: '60',
    shared_buffers: '64MB',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags], {
    ...environment,
    stdio: 'ignore',
  })
  const url = (database = 'postgres') => `postgres://test@127.0.0.1:${port}/${database}`
  await answering(server, url())
  return {
    url,
    stop: async () => {
      // SIGINT is a fast shutdown: connections are cut, files are put in order.
      if (server.exitCode === null) {
        const exit = once(server, 'exit')
        server.kill('SIGINT')
        await exit
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A temporary folder of the user that PostgreSQL runs as. */
function ownFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'spica-postgres-'))
  const user = process.getuid?.() === 0 ? account() : undefined
  if (user) chownSync(folder, user.uid, user.gid)
  return { folder, environment: { cwd: folder, env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' }, ...user } }
}

/** The data folder of a server that was never started, to copy: making one takes a second. */
function freshData(bin: string): Promise<string> {
  const flags = ['-U', 'test', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']
  const version = execFileSync(join(bin, 'initdb'), ['--version'], { encoding: 'utf8' })
  return madeOnce('postgres', [version, String(process.getuid?.()), ...flags], async (path) => {
    const { folder, environment } = ownFolder()
    try {
      execFileSync(join(bin, 'initdb'), ['-D', join(folder, 'data'), ...flags], { ...environment, stdio: 'pipe' })
      execFileSync('cp', ['-a', join(folder, 'data'), path])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

function binaries(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined
  const newest = readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a))
  return newest.map((version) => join(VERSIONS, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
}

function account(): { uid: number; gid: number } | undefined {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('No free port')
  return address.port
}

async function answering(server: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (server.exitCode !== null || attempt > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
}
