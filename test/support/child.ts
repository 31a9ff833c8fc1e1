import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type Child<Line> = {
  pid: number
  lines: Line[]
  /** The first line from now on, or before, that fits. Rejects when the process ends without it. */
  line(fits: (line: Line) => boolean): Promise<Line>
  /** One word on its standard input. */
  say(word: string): void
  kill(): Promise<void>
  gone: Promise<unknown>
}

/** A process of our own that speaks JSON, one line each. */
export function startChild<Line>(
  file: string,
  order: object,
  onLine: (line: Line) => void,
  wrap: string[] = [],
): Child<Line> {
  const [command = '', ...parameters] = [...wrap, process.execPath, file, JSON.stringify(order)]
  const child: ChildProcess = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'pipe'] })
  const lines: Line[] = []
  const waiting = new Set<() => void>()
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4_000)
  })
  createInterface({ input: child.stdout! }).on('line', (text) => {
    // The last line of a killed process may be cut off.
    if (!text.endsWith('}')) return
    const line = JSON.parse(text) as Line
    lines.push(line)
    onLine(line)
    for (const look of waiting) look()
  })
  child.stdin?.on('error', () => {})
  const gone = once(child, 'close').then(() => {
    for (const look of waiting) look()
  })
  return {
    pid: child.pid!,
    lines,
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find(fits)
          if (found) resolve(found)
          else if (child.exitCode !== null || child.signalCode !== null) reject(new Error(`${file} ended:\n${errors}`))
          else return
          waiting.delete(look)
        }
        waiting.add(look)
        look()
      }),
    say: (word) => void child.stdin?.write(`${word}\n`),
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    gone,
  }
}
