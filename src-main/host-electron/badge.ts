import { type App, type BrowserWindow, type NativeImage, nativeImage } from 'electron'
import { fill, type Words } from './words.ts'

const SIZE = 16
const RED = { r: 200, g: 30, b: 40 }

/** How much is new: a number on the dock or the launcher, on Windows a dot on the program's button. */
export function showBadge(app: App, window: BrowserWindow | null, count: number, words: Words): void {
  if (process.platform === 'win32') {
    window?.setOverlayIcon(count === 0 ? null : dot(), count === 0 ? '' : fill(words.trayUnread, { count }))
  } else {
    app.setBadgeCount(count)
  }
}

function dot(): NativeImage {
  return nativeImage.createFromBitmap(dotBitmap(SIZE), { width: SIZE, height: SIZE })
}

/** A round spot, four bytes a point: blue, green, red, opacity. */
export function dotBitmap(size: number): Buffer {
  const bitmap = Buffer.alloc(size * size * 4)
  const middle = (size - 1) / 2
  for (let at = 0; at < size * size; at++) {
    const distance = Math.hypot((at % size) - middle, Math.floor(at / size) - middle)
    if (distance <= size / 2) bitmap.set([RED.b, RED.g, RED.r, 255], at * 4)
  }
  return bitmap
}
