import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type ElectronRuntime = { found: true; executable: string; folder: string } | { found: false; reason: string }

const BINARY: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/** The Electron runtime that is already on this machine: the folder named by ELECTRON_OVERRIDE_DIST_PATH, or npm's download. */
export function electronRuntime(root = join(import.meta.dirname, '..')): ElectronRuntime {
  const name = BINARY[process.platform] ?? 'electron'
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const executable = join(override, name)
    return existsSync(executable)
      ? { found: true, executable, folder: override }
      : { found: false, reason: `ELECTRON_OVERRIDE_DIST_PATH has no ${name}.` }
  }
  const installed = join(root, 'node_modules', 'electron')
  const pathFile = join(installed, 'path.txt')
  const folder = join(installed, 'dist')
  if (existsSync(pathFile) && existsSync(join(folder, readFileSync(pathFile, 'utf8').trim()))) {
    return { found: true, executable: join(folder, readFileSync(pathFile, 'utf8').trim()), folder }
  }
  return { found: false, reason: 'its runtime is not installed (npm start downloads it).' }
}
