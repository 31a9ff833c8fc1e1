import type { ApiProblem } from '../../api/problem.ts'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'

/** Why a form was not taken. Without an answer nobody knows whether it was: `unknownEnd` says that trying again is safe. */
export function SendingProblem({ problem, unknownEnd }: { problem: ApiProblem; unknownEnd: string }) {
  const { t } = useWords()
  const uncertain = problem.code === 'unreachable' || problem.code === 'unavailable' || problem.code === 'internal'
  return (
    <Notice tone="danger" role="alert">
      <p>{t(`shell.problem.${problem.code}`)}</p>
      {uncertain ? <p>{unknownEnd}</p> : null}
    </Notice>
  )
}
