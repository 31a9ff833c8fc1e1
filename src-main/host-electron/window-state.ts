/** Screen pixels, as Electron's `Rectangle`. */
export type Rectangle = { x: number; y: number; width: number; height: number }
export type WindowState = { bounds: Rectangle | null; maximized: boolean }

export const DEFAULT_SIZE = { width: 1360, height: 860 }
export const MINIMUM_SIZE = { width: 900, height: 560 }
/** So much of the title bar must be on some display, or the window could not be dragged back. */
const GRIP = { width: 120, height: 40 }

function rectangle(value: unknown): Rectangle | null {
  if (typeof value !== 'object' || value === null) return null
  const { x, y, width, height } = value as Record<string, unknown>
  for (const part of [x, y, width, height]) if (!Number.isInteger(part)) return null
  return { x, y, width, height } as Rectangle
}

/** Reads what an earlier run wrote; anything unexpected counts as nothing remembered. */
export function parseWindowState(json: unknown): WindowState {
  const { bounds, maximized } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  return { bounds: rectangle(bounds), maximized: maximized === true }
}

/**
 * Where to open the window. Remembered bounds are kept while their title bar can be reached on one of the displays
 * (work areas; the first is the primary), else the window is centred on the primary one.
 */
export function placeWindow(state: WindowState, workAreas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const primary = workAreas[0]
  const wanted = state.bounds ?? { x: Number.NaN, y: Number.NaN, ...DEFAULT_SIZE }
  const home = workAreas.find((area) => showsGrip(wanted, area))
  const area = home ?? primary
  const width = clamp(wanted.width, MINIMUM_SIZE.width, area.width)
  const height = clamp(wanted.height, MINIMUM_SIZE.height, area.height)
  if (home) return { x: wanted.x, y: wanted.y, width, height }
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  }
}

function showsGrip(bounds: Rectangle, area: Rectangle): boolean {
  const overlap = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  return overlap >= GRIP.width && bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high))
}
