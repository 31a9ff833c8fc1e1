import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import classes from './page.module.css'

/**
 * The first page begins where the browser begins; every later one at its heading. Whoever goes on before the first page
 * has come is already on a later one; a redirect (`replaceState`) is not going on.
 */
let isFirst = true
for (const event of ['pushState', 'popstate']) {
  addEventListener(
    event,
    () => {
      isFirst = false
    },
    { once: true },
  )
}

type Props = {
  title: string
  /** A sentence or two under the heading. */
  lead?: ReactNode
  /** `text`: a column for reading and forms; `wide`: tables. */
  width?: 'text' | 'wide'
  /** Beside the heading: buttons of the page. */
  actions?: ReactNode
  children: ReactNode
}

/** Heading, document's title, and the focus after a change of page: every page is inside one. */
export function Page({ title, lead, width = 'text', actions, children }: Props) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – ${t('shell.brand')}`
  }, [title, t])
  useEffect(() => {
    if (isFirst) isFirst = false
    else {
      window.scrollTo(0, 0)
      heading.current?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <div className={classes.page} data-width={width}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <div className={classes.lead}>{lead}</div> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      {children}
    </div>
  )
}
