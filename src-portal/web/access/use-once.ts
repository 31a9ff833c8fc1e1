import { useEffect, useRef, useState } from 'react'
import { type ApiProblem, asProblem } from '../api/problem.ts'

/** Asks when the page opens, and once: what counts once (a code) must not be sent again by a second drawing. */
export function useOnce<T>(ask: () => Promise<T>): { answer: T | null; problem: ApiProblem | null } {
  const [state, setState] = useState<{ answer: T | null; problem: ApiProblem | null }>({ answer: null, problem: null })
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    ask().then(
      (answer) => setState({ answer, problem: null }),
      (error: unknown) => setState({ answer: null, problem: asProblem(error) }),
    )
  })
  return state
}
