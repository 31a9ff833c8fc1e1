import { createHash } from 'node:crypto'
import { realpathSync, unlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class ProfileInUse extends Error {
  override name = 'ProfileInUse'
}

export type ProfileLock = { release(): Promise<void> }

/**
 * Holds a profile for this process alone. The lock is a listening local socket named after the folder: the system lets
 * go of it however the process ends, and no file with an old process id can lie around. Rejects with `ProfileInUse`.
 */
export async function lockProfile(
  profileDir: string,
  platform: NodeJS.Platform = process.platform,
): Promise<ProfileLock> {
  const name = socketName(profileDir, platform)
  const server = await listen(name).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    // Only a socket with a file can be left over by a process that is gone.
    if (!name.endsWith('.sock') || (await answers(name))) throw new ProfileInUse(profileDir)
    unlinkSync(name)
    return listen(name)
  })
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

function socketName(profileDir: string, platform: NodeJS.Platform): string {
  const name = `spica-desk-${createHash('sha256').update(realpathSync(profileDir)).digest('hex').slice(0, 32)}`
  if (platform === 'linux') return `\0${name}`
  return platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

function listen(name: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(name, () => resolve(server.unref()))
  })
}

function answers(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(name)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
