import type { ApiProblem } from '../api/problem.ts'
import { useWords } from '../i18n/use-words.ts'

/** One sentence about what went wrong and what to do; `shell.problem.<code>`. */
export function useProblemWords(): (problem: ApiProblem) => string {
  const { firstOf } = useWords()
  return ({ code }) => firstOf([`shell.problem.${code}`, 'shell.problem.internal'])
}
