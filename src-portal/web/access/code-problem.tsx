import { Link } from 'wouter'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { ApiProblem } from '../api/problem.ts'
import { useProblemWords } from '../forms/problem-words.ts'
import { useWords } from '../i18n/use-words.ts'

/** Why a code of an invitation does not work, said kindly, and what to do. */
export function CodeProblem({ problem }: { problem: ApiProblem }) {
  const { t } = useWords()
  const problemWords = useProblemWords()
  switch (problem.code) {
    case 'code_expired':
      return <Reason title={t('access.activate.expiredTitle')}>{t('access.activate.expired')}</Reason>
    case 'code_used':
      return (
        <>
          <Reason title={t('access.activate.usedTitle')}>{t('access.activate.used')}</Reason>
          <p>
            <Link href={CUSTOMER_PAGES.signIn}>{t('access.signIn.title')}</Link>
            {' · '}
            <Link href={CUSTOMER_PAGES.forgotPassword}>{t('access.signIn.forgot')}</Link>
          </p>
        </>
      )
    case 'code_unknown':
      return <Reason title={t('access.activate.unknownTitle')}>{t('access.activate.unknown')}</Reason>
    default:
      return <p>{problemWords(problem)}</p>
  }
}

function Reason({ title, children }: { title: string; children: string }) {
  return (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      <p>{children}</p>
    </>
  )
}
