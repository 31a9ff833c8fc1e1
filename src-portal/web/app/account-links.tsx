import { IconLogout, IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { asProblem } from '../api/problem.ts'
import { forgetForms } from '../forms/keeper.ts'
import { useProblemWords } from '../forms/problem-words.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './frame.module.css'
import { usePortal } from './portal.ts'

/** Whose session this is, and its end. */
export function AccountLinks({ me }: { me: Me }) {
  const { t } = useWords()
  const { session } = usePortal()
  const [location] = useLocation()
  const problemWords = useProblemWords()
  const [failed, setFailed] = useState<string | null>(null)
  const signOut = async () => {
    setFailed(null)
    try {
      await session.signOut()
      forgetForms(sessionStorage)
    } catch (error) {
      setFailed(problemWords(asProblem(error)))
    }
  }
  return (
    <>
      <Link
        href={CUSTOMER_PAGES.profile}
        className={classes.link}
        aria-current={location === CUSTOMER_PAGES.profile ? 'page' : undefined}
      >
        <IconUserCircle size={20} aria-hidden="true" />
        <span className="visually-hidden">{t('shell.nav.profile')}</span>
        <span className={classes.person}>{`${me.firstName} ${me.lastName}`}</span>
      </Link>
      <button type="button" className={classes.link} onClick={() => void signOut()}>
        <IconLogout size={20} aria-hidden="true" />
        {t('shell.nav.signOut')}
      </button>
      {failed ? <span role="alert">{failed}</span> : null}
    </>
  )
}
