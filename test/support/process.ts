import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { shiftClock } from './clock-shift.ts'

const root = join(import.meta.dirname, '..', '..')

let clockShiftMs = 0

/** Lets this process, and all that it starts from now on, tell the time as if it were `start` now. Gives the shift, in ms. */
export function beginAt(start: number): number {
  clockShiftMs = start - Date.now()
  shiftClock(clockShiftMs)
  return clockShiftMs
}

export type RunningProcess = {
  /** What the line that said "ready" matched. */
  ready: RegExpMatchArray
  pid: number
  /** All that it has printed so far. */
  output(): string
  /** Asks it to end as Ctrl-C does, and waits. Answers the exit code. */
  stop(): Promise<number | null>
  /** Ends it as a crash does (SIGKILL), and waits. */
  kill(): Promise<void>
}

/** Starts `node FILE ARGS` from the repository's root and waits until a line of its output matches `ready`. */
export async function startNode(
  file: string,
  args: string[],
  ready: RegExp,
  env: Record<string, string> = {},
): Promise<RunningProcess> {
  const shifted = clockShiftMs === 0 ? [] : ['--import', './test/support/clock-shift.ts']
  const child = spawn(process.execPath, [...shifted, file, ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...(clockShiftMs === 0 ? {} : { CLOCK_SHIFT_MS: String(clockShiftMs) }), ...env },
  })
  let text = ''
  const match = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const found = text.match(ready)
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready:\n${text}`)))
    child.on('error', reject)
  })
  return {
    ready: match,
    pid: child.pid!,
    output: () => text,
    stop: async () => {
      await end(child, 'SIGTERM')
      return child.exitCode
    },
    kill: () => end(child, 'SIGKILL'),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** A portal with demo data in `dataDir`. `ready[1]` is its address. */
export function startPortal(dataDir: string, options: { cases?: number; port?: number } = {}): Promise<RunningProcess> {
  const { cases = 300, port = 0 } = options
  return startNode(
    'src-portal/main.ts',
    ['--demo', '--cases', String(cases), '--port', String(port), '--data', dataDir, '--exit-with-parent'],
    /Portal ready: (http:\/\/\S+)/,
  )
}

/** A desk in the browser host. `ready[1]` is the address with its one-time token. */
export function startWebDesk(
  profileDir: string,
  options: { portalUrl?: string; port?: number; signIn?: { email: string; password: string } } = {},
): Promise<RunningProcess> {
  const { portalUrl, port = 0, signIn } = options
  return startNode(
    'src-main/host-web/main.ts',
    [
      '--exit-with-parent',
      '--port',
      String(port),
      '--profile',
      profileDir,
      ...(portalUrl ? ['--portal', portalUrl] : []),
    ],
    /Desk ready: (http:\/\/\S+)/,
    signIn ? { DESK_SIGN_IN_EMAIL: signIn.email, DESK_SIGN_IN_PASSWORD: signIn.password } : {},
  )
}
