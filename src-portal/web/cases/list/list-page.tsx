import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import type { z } from 'zod'
import type { casePage } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../../session/use-session.ts'
import { LoadProblem } from '../shared/load-problem.tsx'
import { useLive } from '../shared/use-live.ts'
import { useLoad } from '../shared/use-load.ts'
import { useWide } from '../shared/use-wide.ts'
import { CaseCards } from './case-cards.tsx'
import { CaseTable } from './case-table.tsx'
import { EmptyList } from './empty-list.tsx'
import { Legend } from './legend.tsx'
import { listAddress, nextPage, previousPage, readListAddress, readTrail, VIEWS } from './list-address.ts'
import classes from './list-page.module.css'
import { SearchBox } from './search-box.tsx'
import { ViewTabs } from './view-tabs.tsx'

type CasePage = z.infer<typeof casePage>

const PAGE_SIZE = 25
/** Bursts of changes are one reading. */
const REFRESH_MS = 800

export function CaseListPage() {
  const { t } = useWords()
  return (
    <Page
      title={t('cases.list.title')}
      lead={t('cases.list.lead')}
      width="wide"
      actions={<ButtonLink href={CUSTOMER_PAGES.newCase}>{t('cases.list.newCase')}</ButtonLink>}
    >
      <CaseList />
    </Page>
  )
}

export function ArchivePage() {
  const { t } = useWords()
  return (
    <Page
      title={t('cases.list.archiveTitle')}
      lead={t('cases.list.archiveLead')}
      width="wide"
      actions={
        <ButtonLink href={CUSTOMER_PAGES.cases} look="plain">
          {t('cases.case.back')}
        </ButtonLink>
      }
    >
      <CaseList />
    </Page>
  )
}

function CaseList() {
  const { t } = useWords()
  const { role } = useSignedIn()
  const wide = useWide()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const address = readListAddress(path, search)
  const trail = readTrail(useHistoryState(), address)
  const key = listAddress(address)
  const { data, dataKey, problem, loading, reload } = useLoad<CasePage>(key, (api, signal) =>
    api.get(
      CUSTOMER_PATHS.cases,
      { view: address.view, text: address.text || undefined, after: address.after ?? undefined, limit: PAGE_SIZE },
      signal,
    ),
  )
  useRefresh(reload)

  const results = useRef<HTMLElement>(null)
  const go = (to: ReturnType<typeof previousPage>) => {
    if (!to) return
    navigate(listAddress(to.address), { state: { trail: to.trail } })
    results.current?.focus({ preventScroll: true })
    results.current?.scrollIntoView({ block: 'start' })
  }
  const stale = dataKey !== key
  const showContact = role === 'company' && address.view !== 'mine'
  const views = role === 'company' ? VIEWS : VIEWS.filter((one) => one !== 'mine')
  const Cases = wide ? CaseTable : CaseCards

  return (
    <>
      <div className={classes.top}>
        <div className={classes.controls}>
          {address.view === 'archive' ? null : (
            <ViewTabs views={views} view={address.view} text={address.text} counts={data?.counts ?? null} />
          )}
          <SearchBox
            text={address.text}
            onSearch={(text) => navigate(listAddress({ view: address.view, text, after: null }))}
          />
        </div>
        <Legend />
      </div>
      <section
        ref={results}
        tabIndex={-1}
        className={classes.results}
        aria-label={t('cases.list.caption')}
        aria-busy={stale && loading}
        data-stale={stale && data && loading ? true : undefined}
      >
        {address.text && data && !stale && data.cases.length > 0 ? (
          <p className={classes.found}>
            <strong>{t('cases.list.found', { text: address.text })}</strong>
            <Link href={listAddress({ view: address.view, text: '', after: null })}>{t('cases.list.clearSearch')}</Link>
          </p>
        ) : null}
        {problem ? <LoadProblem problem={problem} onRetry={reload} /> : null}
        {data && (!stale || loading) ? (
          data.cases.length > 0 ? (
            <Cases cases={data.cases} showContact={showContact} from={key} />
          ) : stale ? null : (
            <EmptyList view={address.view} text={address.text} />
          )
        ) : loading ? (
          <Skeleton />
        ) : null}
        {data && !stale && (data.after !== null || trail.length > 0) ? (
          <nav className={classes.pager} aria-label={t('cases.list.pages')}>
            {trail.length > 0 ? (
              <Button look="plain" onClick={() => go(previousPage(address, trail))}>
                {t('cases.list.previous')}
              </Button>
            ) : null}
            <span>{t('cases.list.page', { page: trail.length + 1 })}</span>
            {data.after === null ? null : (
              <Button look="plain" onClick={() => go(nextPage(address, trail, data.after ?? ''))}>
                {t('cases.list.next')}
              </Button>
            )}
          </nav>
        ) : null}
        <ListStatus page={stale ? null : data} listKey={key} />
      </section>
    </>
  )
}

/** What a screen reader hears: how much there is after a change of list, and that a list has changed under the reader. */
function ListStatus({ page, listKey }: { page: CasePage | null; listKey: string }) {
  const { t } = useWords()
  const [words, setWords] = useState('')
  const before = useRef<{ listKey: string; content: string } | null>(null)
  useEffect(() => {
    if (!page) return
    const content = JSON.stringify(page.cases)
    const last = before.current
    before.current = { listKey, content }
    if (!last) return
    if (last.listKey !== listKey) setWords(t('cases.list.count', { count: page.cases.length }))
    else if (last.content !== content) setWords(t('cases.list.updated'))
  }, [page, listKey, t])
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  )
}

function Skeleton() {
  const { t } = useWords()
  return (
    <div className="late">
      <p className="visually-hidden" role="status">
        {t('cases.list.loading')}
      </p>
      <div className={classes.skeleton} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
    </div>
  )
}

function useRefresh(reload: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useLive(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null
      reload()
    }, REFRESH_MS)
  })
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current)
    },
    [],
  )
}
