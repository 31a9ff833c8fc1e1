import type { Page } from '../../stores/screen.ts'

export type DevicesState = {
  /** What is looked up: a number or part of one, or a number a line. */
  text: string
  /** Whose page is open. */
  deviceId: string | null
  /** Grows with every look-up from elsewhere: the very number is opened then, if it is there. */
  asked: number
  /** Where Escape leads. */
  cameFrom: Page
}

export const NO_DEVICE: DevicesState = { text: '', deviceId: null, asked: 0, cameFrom: 'queue' }

const cameFrom = (before: DevicesState, page: Page): Page => (page === 'devices' ? before.cameFrom : page)

export function afterOpeningDevice(before: DevicesState, deviceId: string, page: Page): DevicesState {
  return { ...before, deviceId, cameFrom: cameFrom(before, page) }
}

export function afterLookUp(before: DevicesState, text: string, page: Page): DevicesState {
  return { text, deviceId: null, asked: before.asked + 1, cameFrom: cameFrom(before, page) }
}
