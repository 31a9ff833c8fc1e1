import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { keepYoungSpace } from '#main/desk/heap.ts'
import { type Desk, openDesk } from '#main/desk/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { type CommandLine, readCommandLine, USAGE, UsageError } from './command-line.ts'
import { profileKey } from './profile-key.ts'
import { lockProfile, ProfileInUse, type ProfileLock } from './profile-lock.ts'
import { startWebHost, type WebHost } from './server.ts'
import { staticFiles } from './static-files.ts'

/** A stop that hangs (a disk that does not answer) still ends. */
const LONGEST_STOP_MS = 5_000
const RENDERER = join(import.meta.dirname, '..', '..', 'out', 'renderer')

type Running = { lock: ProfileLock; desk: Desk; host: WebHost }

async function start({ port, portalUrl, profileDir, autoSignIn }: CommandLine): Promise<Running> {
  const files = staticFiles(RENDERER)
  if (files === null) throw new UsageError('The screen is not built yet: run `npm run build` first.')
  mkdirSync(profileDir, { recursive: true, mode: 0o700 })
  const lock = await lockProfile(profileDir)
  const key = profileKey(profileDir)
  const desk = await openDesk({
    profileDir,
    key,
    host: 'web',
    version: manifest.version,
    portalUrl,
    autoSignIn,
  })
  const host: WebHost = await startWebHost({
    desk,
    files,
    port,
    onVisit: () => console.log(`For another browser: ${host.url()}`),
  })
  return { lock, desk, host }
}

async function stop({ lock, desk, host }: Running): Promise<void> {
  setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref()
  await host.close()
  await desk.close()
  await lock.release()
  process.exit(0)
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message
  if (error instanceof ProfileInUse) {
    return `Another Spica Desk already works with the profile ${error.message}. Stop it first, or give another folder with --profile.`
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is in use. Give another one with --port, or leave it out for a free one.'
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

async function main(): Promise<void> {
  keepYoungSpace()
  const commandLine = readCommandLine(process.argv.slice(2), process.env, process.platform)
  if (commandLine.help) {
    console.log(USAGE)
    return
  }
  process.umask(0o077)
  const running = await start(commandLine)
  let stopping = false
  const onStop = () => {
    if (stopping) return
    stopping = true
    void stop(running)
  }
  process.on('SIGINT', onStop)
  process.on('SIGTERM', onStop)
  if (commandLine.exitWithParent) process.stdin.on('end', onStop).on('close', onStop).resume()
  console.log(`Desk ready: ${running.host.url()}`)
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(1)
})
