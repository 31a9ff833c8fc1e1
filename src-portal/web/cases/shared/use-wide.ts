import { useSyncExternalStore } from 'react'

/** Whether there is room for a table. */
export function useWide(query = '(min-width: 900px)'): boolean {
  return useSyncExternalStore(
    (listen) => {
      const media = matchMedia(query)
      media.addEventListener('change', listen)
      return () => media.removeEventListener('change', listen)
    },
    () => matchMedia(query).matches,
  )
}
