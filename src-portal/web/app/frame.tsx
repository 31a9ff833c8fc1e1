import { IconMenu2, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { useWords } from '../i18n/use-words.ts'
import { useMe } from '../session/use-session.ts'
import { AccountLinks } from './account-links.tsx'
import classes from './frame.module.css'
import { LanguageSwitch } from './language-switch.tsx'
import { NAVIGATION } from './registry.ts'

/** Top bar, content, foot. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useWords()
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('shell.skip')}
      </a>
      <TopBar />
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <footer className={classes.foot}>
        <div className={classes.footLine}>
          <span>{t('shell.company')}</span>
          <Link href={CUSTOMER_PAGES.help}>{t('shell.nav.help')}</Link>
          <Link href={CUSTOMER_PAGES.privacy}>{t('shell.nav.privacy')}</Link>
        </div>
      </footer>
    </div>
  )
}

function TopBar() {
  const { t } = useWords()
  const me = useMe()
  const [location] = useLocation()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  // Wherever one has got to, the menu has done its work.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page's address is what it waits for.
  useEffect(() => setOpen(false), [location])
  const entries = NAVIGATION.filter(({ access }) => access === 'anyone' || (access === 'customer') === (me !== null))
  return (
    <header className={classes.bar}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the menu from anywhere inside it. */}
      <div
        className={classes.barLine}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !open) return
          setOpen(false)
          opener.current?.focus()
        }}
      >
        <Link href={me ? CUSTOMER_PAGES.cases : CUSTOMER_PAGES.start} className={classes.brand}>
          <Mark />
          <span>
            <span className={classes.brandName}>{t('shell.company')}</span>
            <span className={classes.brandPortal}>{t('shell.portal')}</span>
          </span>
        </Link>
        <button
          ref={opener}
          type="button"
          className={classes.opener}
          aria-expanded={open}
          aria-controls="navigation"
          onClick={() => setOpen(!open)}
        >
          {open ? <IconX size={22} aria-hidden="true" /> : <IconMenu2 size={22} aria-hidden="true" />}
          {t('shell.nav.menu')}
        </button>
        <div id="navigation" className={classes.menu} data-open={open || undefined}>
          <nav aria-label={t('shell.nav.main')}>
            <ul className={classes.links}>
              {entries.map(({ path, word }) => (
                <li key={path}>
                  <Link href={path} className={classes.link} aria-current={location === path ? 'page' : undefined}>
                    {t(word)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <div className={classes.links}>
            {me ? <AccountLinks me={me} /> : null}
            <LanguageSwitch />
          </div>
        </div>
      </div>
    </header>
  )
}

/** Špica is a peak, and the star of that name. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="36" height="36" aria-hidden="true" className={classes.mark}>
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path
        d="M16 5c.9 6.700 3.100 9.900 10.700 11-7.600 1.100-9.800 4.300-10.700 11-.9-6.700-3.100-9.900-10.700-11C12.900 14.900 15.100 11.700 16 5z"
        fill="#f59a2f"
      />
    </svg>
  )
}
