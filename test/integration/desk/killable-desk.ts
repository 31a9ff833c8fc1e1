import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Queue } from '#shared/rpc/models.ts'
import type { World } from './world.ts'

/** Desks in processes of their own, for tests that end them or their disk. */
export type KillableDesks<Order, Line> = {
  /** `fileKiB`: no file may grow beyond it, as on a full disk; `nobody`: as a user without rights. */
  start(order: Order, options?: { fileKiB?: number; nobody?: boolean }): StartedDesk<Line>
  killAll(): void
}
export type StartedDesk<Line> = { child: ChildProcess; lines: Line[]; gone: Promise<unknown> }

/** `script` takes its order as JSON and prints a line of JSON for each thing that it did. */
export function killableDesks<Order, Line>(script: string): KillableDesks<Order, Line> {
  const children = new Set<ChildProcess>()
  return {
    start(order, { fileKiB, nobody = false } = {}) {
      const limit = fileKiB === undefined ? '' : `ulimit -f ${fileKiB}; `
      const args = ['-c', `${limit}exec "$0" "$@"`, process.execPath, script, JSON.stringify(order)]
      const child = spawn('/bin/bash', args, {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ...(nobody ? { RUN_AS_NOBODY: '1' } : {}) },
      })
      children.add(child)
      child.once('close', () => children.delete(child))
      const lines: Line[] = []
      createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line))
      return { child, lines, gone: once(child, 'close') }
    },
    killAll() {
      for (const child of children) child.kill('SIGKILL')
    },
  }
}

/** A profile that has everything and is switched offline or not, closed and ready for another process. */
export async function preparedProfile(
  world: World,
  folder: string,
  {
    portalUrl = world.url,
    workOffline,
    queue,
    cases,
  }: {
    portalUrl?: string
    workOffline: boolean
    queue: Queue
    cases: number
  },
): Promise<{ profileDir: string; key: Buffer; caseIds: string[] }> {
  const key = randomBytes(32)
  const profileDir = mkdtempSync(join(folder, 'profile-'))
  const desk = await world.openDesk({ portalUrl, profileDir, key })
  await desk.settled()
  const { rows } = await desk.api.queues.page({
    queue,
    sort: 'number',
    direction: 'asc',
    anchor: { at: 'start' },
    limit: cases,
  })
  if (workOffline) await desk.api.sync.setWorkOffline({ workOffline: true })
  await desk.close()
  return { profileDir, key, caseIds: rows.map(({ id }) => id) }
}
