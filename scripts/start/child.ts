import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type Child = {
  name: string
  /** Settles when it ends, however it ends; never rejects. */
  ended: Promise<{ how: string; ok: boolean }>
  /** The first of its lines that matches. Rejects when it ends before. */
  line(pattern: RegExp): Promise<RegExpMatchArray>
  /** Asks it to end, and insists after `STOP_MS`. */
  stop(): Promise<void>
}

type ChildArgs = {
  name: string
  command: string
  args: string[]
  cwd: string
  env?: NodeJS.ProcessEnv
  /** Whether it ends in order when its standard input is closed; so by default. */
  endsWithInput?: boolean
}

const STOP_MS = 10_000
const isWindows = process.platform === 'win32'

/**
 * Starts a program that ends when this one does: asked by `stop`, or by the end of its standard input, which the
 * operating system closes even when this process is killed.
 */
export function startChild({ name, command, args, cwd, env, endsWithInput = true }: ChildArgs): Child {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C in a terminal goes to a whole group; in a group of its own a child is asked once, by `stop`.
    detached: !isWindows,
    windowsHide: false,
  })
  const lines = createInterface({ input: child.stdout })
  const seen: string[] = []
  lines.on('line', (line) => {
    seen.push(line)
    console.log(line)
  })
  const ended = outcome(child)
  return {
    name,
    ended,
    async line(pattern) {
      for (const line of seen) {
        const match = line.match(pattern)
        if (match) return match
      }
      return new Promise((found, fail) => {
        lines.on('line', (line) => {
          const match = line.match(pattern)
          if (match) found(match)
        })
        void ended.then(({ how }) => fail(new Error(`${name} ${how} before it was ready.`)))
      })
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
      // On Windows a signal is a sudden end, so there the closed input asks.
      if (isWindows && endsWithInput) child.stdin.end()
      else child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

async function outcome(child: ChildProcess): Promise<{ how: string; ok: boolean }> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return { how: signal ? `was ended by ${signal}` : `ended with code ${code}`, ok: code === 0 }
  } catch (error) {
    return { how: `could not be started (${error instanceof Error ? error.message : String(error)})`, ok: false }
  }
}
