import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../run.ts'

/** What is built: the desk with its screen, and the customers' pages. */
export type Built = 'desk' | 'web'

const root = join(import.meta.dirname, '..', '..')
const COMMON = ['src-shared', 'package.json', 'package-lock.json']

const PARTS: Record<Built, { command: [string, string[]]; sources: string[]; results: string[] }> = {
  desk: {
    command: ['electron-vite', ['build', '--logLevel', 'warn']],
    sources: ['src-main', 'src-renderer', 'electron.vite.config.ts', ...COMMON],
    results: ['out/main/index.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'],
  },
  web: {
    command: ['vite', ['build', '--config', 'src-portal/web/vite.config.ts', '--logLevel', 'warn']],
    sources: ['src-portal/web', ...COMMON],
    results: ['out/web/index.html'],
  },
}

/** False: it failed, and said why. */
export async function build(part: Built): Promise<boolean> {
  return (await run(...PARTS[part].command)) === 0
}

/** Builds what is missing or older than its sources; `name` is what the person at the terminal is told. */
export async function ensureBuilt(part: Built, name: string): Promise<void> {
  if (isBuilt(root, part)) return
  console.log(`Building ${name} (some seconds) …`)
  if (!(await build(part))) throw new Error('The build failed.')
}

/** Whether the results are complete and younger than everything that they are made from. */
export function isBuilt(folder: string, part: Built): boolean {
  const { sources, results } = PARTS[part]
  const built = Math.min(...results.map((path) => modifiedAt(join(folder, path))))
  return built > 0 && sources.every((path) => newest(join(folder, path)) <= built)
}

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
