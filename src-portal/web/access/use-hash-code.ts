import { useState } from 'react'
import { codeFromHash } from './checks.ts'

/** The code that a link in an e-mail brought along; empty without one. */
export function useHashCode(): string {
  const [code] = useState(() => codeFromHash(location.hash))
  return code
}
