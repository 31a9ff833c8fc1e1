import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MAX_ZOOM, MIN_ZOOM, USUAL_ZOOM, ZOOM_LEVELS, zoomAfter } from '#shared/domain/zoom.ts'

it('goes through every size and back', () => {
  const up = [...ZOOM_LEVELS]
  const walk = (from: number, step: 'in' | 'out') =>
    up.slice(1).reduce<number[]>((seen) => [...seen, zoomAfter(seen.at(-1)!, step)], [from])
  expect(walk(MIN_ZOOM, 'in')).toEqual(up)
  expect(walk(MAX_ZOOM, 'out')).toEqual(up.toReversed())
})

it('stays within its bounds, and always moves while it can', () => {
  fc.assert(
    fc.property(fc.integer({ min: MIN_ZOOM, max: MAX_ZOOM }), (zoom) => {
      const [larger, smaller] = [zoomAfter(zoom, 'in'), zoomAfter(zoom, 'out')]
      expect(larger > zoom || zoom === MAX_ZOOM).toBe(true)
      expect(smaller < zoom || zoom === MIN_ZOOM).toBe(true)
      expect(larger).toBeLessThanOrEqual(MAX_ZOOM)
      expect(smaller).toBeGreaterThanOrEqual(MIN_ZOOM)
      expect(zoomAfter(zoom, 'reset')).toBe(USUAL_ZOOM)
    }),
  )
})
