import { describe, expect, it } from 'vitest'
import {
  DEFAULT_SIZE,
  MINIMUM_SIZE,
  parseWindowState,
  placeWindow,
  type Rectangle,
} from '#main/host-electron/window-state.ts'

const primary: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }
const left: Rectangle = { x: -1600, y: 0, width: 1600, height: 900 }

describe('parseWindowState', () => {
  it('reads what was remembered', () => {
    const state = { bounds: { x: -10, y: 5, width: 1200, height: 800 }, maximized: true }
    expect(parseWindowState(JSON.parse(JSON.stringify(state)))).toEqual(state)
  })

  it.each([null, 7, 'text', [], {}, { bounds: { x: 1, y: 2, width: '3', height: 4 } }, { bounds: { x: 1.5 } }])(
    'takes %j as nothing remembered',
    (json) => {
      expect(parseWindowState(json)).toEqual({ bounds: null, maximized: false })
    },
  )
})

describe('placeWindow', () => {
  const at = (bounds: Rectangle | null) => placeWindow({ bounds, maximized: false }, [primary, left])

  it('centres the first window on the primary display', () => {
    const placed = at(null)
    expect(placed).toEqual({ x: 280, y: 90, ...DEFAULT_SIZE })
  })

  it('keeps remembered bounds on any display', () => {
    const bounds = { x: -1500, y: 40, width: 1200, height: 800 }
    expect(at(bounds)).toEqual(bounds)
  })

  it('brings a window back whose display is gone', () => {
    const bounds = { x: 5000, y: 100, width: 1200, height: 800 }
    expect(at(bounds)).toEqual({ x: 360, y: 120, width: 1200, height: 800 })
  })

  it.each([
    ['above the display', { x: 100, y: -300, width: 1200, height: 800 }],
    ['below its edge', { x: 100, y: 1030, width: 1200, height: 800 }],
    ['with only its edge showing', { x: 1900, y: 100, width: 1200, height: 800 }],
  ])('brings a window back that is %s', (_where, bounds) => {
    expect(at(bounds)).toMatchObject({ x: 360, y: 120 })
  })

  it('keeps sizes between the smallest that works and the display', () => {
    expect(at({ x: 0, y: 0, width: 10, height: 10 })).toMatchObject(MINIMUM_SIZE)
    expect(at({ x: 0, y: 0, width: 9000, height: 9000 })).toMatchObject({ width: 1920, height: 1040 })
  })

  it('opens on a display smaller than the smallest size', () => {
    const small: Rectangle = { x: 0, y: 0, width: 800, height: 480 }
    expect(placeWindow({ bounds: null, maximized: false }, [small])).toMatchObject(MINIMUM_SIZE)
  })
})
