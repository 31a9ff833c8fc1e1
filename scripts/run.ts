import { spawn } from 'node:child_process'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin')
const root = join(import.meta.dirname, '..')

/** Runs a program of node_modules/.bin (or of the PATH) at the repository's root with its output shown; answers its exit code. */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
      // npm's command shims on Windows are .cmd files, which only a shell starts.
      shell: process.platform === 'win32',
    })
    child.on('error', fail)
    child.on('exit', (code) => done(code ?? 1))
  })
}
