/** Sizes of everything on the screen in per cent, as browsers step through them. */
export const ZOOM_LEVELS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const
export const USUAL_ZOOM = 100
export const MIN_ZOOM = ZOOM_LEVELS[0]
export const MAX_ZOOM = 300

export type ZoomStep = 'in' | 'out' | 'reset'

/** The size after one step from any size; the largest and the smallest stay. */
export function zoomAfter(zoom: number, step: ZoomStep): number {
  switch (step) {
    case 'in':
      return ZOOM_LEVELS.find((level) => level > zoom) ?? MAX_ZOOM
    case 'out':
      return ZOOM_LEVELS.findLast((level) => level < zoom) ?? MIN_ZOOM
    case 'reset':
      return USUAL_ZOOM
  }
}
