import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the demo keeps its portal and its desks: the user's own data folder, so that the next start goes on from here. */
export function demoFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const bases: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library', 'Application Support'),
    win32: env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  }
  const base = bases[platform] ?? (env.XDG_DATA_HOME || join(homedir(), '.local', 'share'))
  return join(base, 'spica-desk', 'demo')
}

/** Why no window can be shown; null when one can. */
export function noDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return null
  return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)'
}
