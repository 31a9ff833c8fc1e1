import { IconInbox } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { CaseView } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { ButtonLink } from '../../components/button.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { listAddress } from './list-address.ts'
import classes from './list-page.module.css'

const TITLES = {
  open: 'cases.list.emptyOpen',
  closed: 'cases.list.emptyClosed',
  all: 'cases.list.emptyAll',
  mine: 'cases.list.emptyMine',
  archive: 'cases.list.emptyArchive',
} as const satisfies Record<CaseView, string>

/** Nothing to show, and what to do next. */
export function EmptyList({ view, text }: { view: CaseView; text: string }) {
  const { t } = useWords()
  const found = text !== ''
  const hint = found ? 'emptySearchHint' : view === 'closed' ? 'emptyClosedHint' : 'emptyOpenHint'
  return (
    <div className={classes.empty}>
      <IconInbox size={40} stroke={1.5} aria-hidden="true" className={classes.emptyIcon} />
      <h2>{found ? t('cases.list.emptySearch', { text }) : t(TITLES[view])}</h2>
      {view === 'archive' && !found ? null : <p>{t(`cases.list.${hint}`)}</p>}
      {found ? (
        <>
          {view === 'all' || view === 'archive' ? null : (
            <Link href={listAddress({ view: 'all', text, after: null })}>{t('cases.list.searchAll')}</Link>
          )}
          <Link href={listAddress({ view, text: '', after: null })}>{t('cases.list.clearSearch')}</Link>
        </>
      ) : view === 'closed' || view === 'archive' ? null : (
        <ButtonLink href={CUSTOMER_PAGES.newCase}>{t('cases.list.newCase')}</ButtonLink>
      )}
    </div>
  )
}
