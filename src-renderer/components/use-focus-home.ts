import { type RefObject, useEffect } from 'react'

/** Whoever had the focus in something that goes away (a conflict that is decided) goes on at what it was part of. */
export function useFocusHome(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const home = ref.current?.parentElement?.closest<HTMLElement>('[tabindex="-1"]')
    return () => {
      if (document.activeElement === document.body) home?.focus({ preventScroll: true })
    }
  }, [ref])
}
