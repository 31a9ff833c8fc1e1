import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { usePortal } from '../app/portal.ts'
import { ButtonLink } from '../components/button.tsx'
import { Loading } from '../components/loading.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { useProblemWords } from '../forms/problem-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { useMe } from '../session/use-session.ts'
import { useHashCode } from './use-hash-code.ts'
import { useOnce } from './use-once.ts'

export function ConfirmEmailPage() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const me = useMe()
  const code = useHashCode()
  const problemWords = useProblemWords()
  const { answer, problem } = useOnce(async () => {
    await api.post(CUSTOMER_PATHS.confirmEmail, { code })
    await session.load()
    return 'done' as const
  })
  return (
    <Page title={t('access.confirmEmail.title')}>
      {problem ? (
        <Notice tone="danger" role="alert" title={t('access.confirmEmail.badTitle')}>
          <p>{problem.code.startsWith('code_') ? t('access.confirmEmail.bad') : problemWords(problem)}</p>
        </Notice>
      ) : answer ? (
        <Notice tone="good" role="status" title={t('access.confirmEmail.doneTitle')}>
          <p>{t('access.confirmEmail.done')}</p>
        </Notice>
      ) : (
        <Loading />
      )}
      {problem || answer ? (
        <div>
          <ButtonLink href={me ? CUSTOMER_PAGES.profile : CUSTOMER_PAGES.signIn} look="plain">
            {t(me ? 'access.confirmEmail.toProfile' : 'access.confirmEmail.toSignIn')}
          </ButtonLink>
        </div>
      ) : null}
    </Page>
  )
}
