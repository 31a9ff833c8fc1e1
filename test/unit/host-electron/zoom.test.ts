import type { Input } from 'electron'
import { describe, expect, it } from 'vitest'
import { zoomStepOf } from '#main/host-electron/zoom.ts'

const pressed = (key: string, over: Partial<Input> = {}) => ({
  type: 'keyDown' as const,
  key,
  control: true,
  meta: false,
  alt: false,
  ...over,
})

describe('the keys of zooming', () => {
  it.each([
    ['+', 'in'],
    // Where plus needs Shift, people press the key without it.
    ['=', 'in'],
    ['-', 'out'],
    ['0', 'reset'],
  ])('Ctrl and %s', (key, step) => {
    expect(zoomStepOf(pressed(key), false)).toBe(step)
    expect(zoomStepOf(pressed(key, { control: false, meta: true }), true)).toBe(step)
  })

  it.each([
    ['without Ctrl', pressed('+', { control: false })],
    ['with AltGr, which types signs', pressed('0', { alt: true })],
    ['with the Windows key', pressed('+', { control: false, meta: true })],
    ['when it is let go', pressed('+', { type: 'keyUp' })],
    ['with another key', pressed('k')],
  ])('is none %s', (_how, input) => {
    expect(zoomStepOf(input, false)).toBeNull()
  })

  it('is Ctrl on a Mac no more than Cmd elsewhere', () => {
    expect(zoomStepOf(pressed('+'), true)).toBeNull()
  })
})
