import type { Input, WebContents } from 'electron'
import type { ZoomStep } from '#shared/domain/zoom.ts'

type Keys = Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>

/** What the keys of zooming ask for, on every layout and on the number pad; null for all others. */
export function zoomStepOf({ type, key, control, meta, alt }: Keys, isMac: boolean): ZoomStep | null {
  if (type !== 'keyDown' || alt || !(isMac ? meta : control)) return null
  switch (key) {
    case '+':
    case '=':
      return 'in'
    case '-':
      return 'out'
    case '0':
      return 'reset'
    default:
      return null
  }
}

/** Keys and wheel, wherever the focus is: also in dialogs, while somebody writes, and before anybody has signed in. */
export function attachZoom(contents: WebContents, isMac: boolean, zoom: (step: ZoomStep) => void): void {
  contents.on('before-input-event', (event, input) => {
    const step = zoomStepOf(input, isMac)
    if (step === null) return
    event.preventDefault()
    zoom(step)
  })
  contents.on('zoom-changed', (_event, direction) => zoom(direction))
}
