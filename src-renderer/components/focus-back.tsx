import { type ReactNode, type RefObject, useEffect, useState } from 'react'

type Props = { otherwise: RefObject<HTMLElement | null>; children: ReactNode }

/** Around a dialog: once it is gone, the focus is where it was before; where that is gone too (a menu, the palette), `otherwise`. */
export function FocusBack({ otherwise, children }: Props) {
  const [origin] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const isThere = origin instanceof HTMLElement && origin.isConnected && origin !== document.body
      const back = isThere ? origin : otherwise.current
      back?.focus({ preventScroll: true })
    },
    [origin, otherwise],
  )
  return children
}
