import { useEffect, useState } from 'react'
import { codeFromHash } from './checks.ts'

/** The code that a link in an e-mail brought along, also a newer one that is pasted into the same tab; empty without one. */
export function useHashCode(): string {
  const [code, setCode] = useState(() => codeFromHash(location.hash))
  useEffect(() => {
    const read = () => setCode(codeFromHash(location.hash))
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  return code
}
