import type { ApiProblem } from '../../api/problem.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'

/** What could not be read, with the way to try again. */
export function LoadProblem({ problem, title, onRetry }: { problem: ApiProblem; title?: string; onRetry: () => void }) {
  const { t } = useWords()
  return (
    <Notice tone="danger" role="alert" title={title}>
      <p>{t(`shell.problem.${problem.code}`)}</p>
      <p>
        <Button look="plain" onClick={onRetry}>
          {t('shell.retry')}
        </Button>
      </p>
    </Notice>
  )
}
