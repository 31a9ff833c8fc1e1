import { Link } from 'wouter'
import type { CaseView } from '#shared/customer-api/cases.ts'
import { useWords } from '../../i18n/use-words.ts'
import { listAddress } from './list-address.ts'
import classes from './list-page.module.css'

type Props = {
  views: readonly CaseView[]
  view: CaseView
  text: string
  counts: { open: number; closed: number } | null
}

/** The search goes along to the other view. */
export function ViewTabs({ views, view, text, counts }: Props) {
  const { t } = useWords()
  const countOf = (one: CaseView) => (one === 'open' || one === 'closed' ? counts?.[one] : undefined)
  return (
    <nav aria-label={t('cases.list.views')}>
      <ul className={classes.views}>
        {views.map((one) => {
          const count = countOf(one)
          return (
            <li key={one}>
              <Link
                href={listAddress({ view: one, text, after: null })}
                className={classes.view}
                aria-current={one === view ? 'page' : undefined}
              >
                {t(`cases.list.view.${one}`)}
                {count === undefined ? null : <span className={classes.count}>{count}</span>}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
