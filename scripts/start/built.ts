import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = [
  'src-main',
  'src-renderer',
  'src-shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const RESULTS = ['out/main/index.cjs', 'out/preload/index.cjs', 'out/renderer/index.html']

/** Whether out/ is complete and younger than everything that it is made from. */
export function isBuilt(root: string): boolean {
  const built = Math.min(...RESULTS.map((path) => modifiedAt(join(root, path))))
  return built > 0 && SOURCES.every((path) => newest(join(root, path)) <= built)
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
