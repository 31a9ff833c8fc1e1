import { IconArrowLeft, IconUserCircle } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import type { CustomerCaseDetail } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { isOpen } from '#shared/domain/status.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { StatusChip } from '../../components/status.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { OpenEstimate } from '../estimate/open-estimate.tsx'
import { readOrigin } from '../list/list-address.ts'
import { Repairs } from '../repair/repairs.tsx'
import { caseAddress } from '../shared/case-address.ts'
import { LoadProblem } from '../shared/load-problem.tsx'
import { useWide } from '../shared/use-wide.ts'
import { CaseFacts } from './case-facts.tsx'
import classes from './case-page.module.css'
import { CloseCase } from './close-case.tsx'
import { MergedNotice } from './merged-notice.tsx'
import { NoteForm } from './note-form.tsx'
import { readArrival, SentNotice } from './sent-notice.tsx'
import { openEstimate } from './thread.ts'
import { ThreadView } from './thread-view.tsx'
import { useCase } from './use-case.ts'
import type { NoteAnswer } from './use-note.ts'

export function CasePage() {
  const { t } = useWords()
  const { caseId = '' } = useParams<{ caseId: string }>()
  const { data, problem, reload, news, fresh } = useCase(caseId)
  const archived = data !== null && !isOpen(data.case.status) && !data.case.reopens
  const origin = readOrigin(useHistoryState()) ?? (archived ? CUSTOMER_PAGES.archive : CUSTOMER_PAGES.cases)
  const missing = problem?.code === 'not_found' || problem?.code === 'invalid_request'
  const title = data?.case.title ?? t(missing ? 'cases.case.notFound' : 'cases.case.loading')
  return (
    <Page
      title={title}
      width="wide"
      lead={
        data ? (
          <span className={classes.meta}>
            <span className={classes.number}>{data.case.caseNumber}</span>
            <StatusChip status={data.case.status} />
          </span>
        ) : null
      }
    >
      <Link href={origin} className={classes.back}>
        <IconArrowLeft size={18} stroke={2} aria-hidden="true" />
        {t(origin.startsWith(CUSTOMER_PAGES.archive) ? 'cases.case.backArchive' : 'cases.case.back')}
      </Link>
      {missing ? (
        <p>{t('cases.case.notFoundHint')}</p>
      ) : (
        <>
          {problem ? (
            <LoadProblem problem={problem} title={data ? t('cases.case.refreshFailed') : undefined} onRetry={reload} />
          ) : null}
          {data ? <CaseBody detail={data} fresh={fresh} reload={reload} /> : problem ? null : <Skeleton />}
        </>
      )}
      <p className="visually-hidden" role="status">
        {news}
      </p>
    </Page>
  )
}

type BodyProps = { detail: CustomerCaseDetail; fresh: ReadonlySet<string>; reload: () => void }

function CaseBody({ detail, fresh, reload }: BodyProps) {
  const { t } = useWords()
  const [, navigate] = useLocation()
  const arrival = readArrival(useHistoryState())
  const field = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<string | null>(null)
  const open = isOpen(detail.case.status)
  const [following, setFollowing] = useState(false)
  const archived = !open && !detail.case.reopens
  const estimate = openEstimate(detail)
  const wide = useWide()

  const write = () => {
    field.current?.scrollIntoView({ block: 'start' })
    field.current?.querySelector('textarea')?.focus({ preventScroll: true })
  }
  const sent = (answer: NoteAnswer) => {
    if (answer.followUp) return navigate(caseAddress(answer.caseId), { state: { followUp: true } })
    setSaid(t(open ? 'cases.note.sent' : 'cases.note.reopened'))
    setOutcome(null)
    reload()
  }
  const after = (words: string) => {
    setOutcome(words)
    reload()
  }

  return (
    <>
      {arrival ? <SentNotice detail={detail} arrival={arrival} /> : null}
      {detail.case.merged ? (
        <MergedNotice into={detail.case.mergedInto} />
      ) : (
        <Handling detail={detail} onAnswer={write} />
      )}
      <div role="status" className={classes.said}>
        {outcome ? <Notice tone="good">{outcome}</Notice> : null}
      </div>
      {estimate && open ? (
        <OpenEstimate
          key={estimate.id}
          caseId={estimate.ofMerged?.id ?? detail.case.id}
          estimate={estimate}
          onAnswered={(how) => after(t(`cases.estimate.${how}`))}
        />
      ) : null}
      <div className={classes.columns}>
        <div className={classes.main}>
          {wide ? null : <CaseFacts detail={detail} />}
          <Repairs rmas={detail.rmas} />
          <ThreadView detail={detail} fresh={fresh} />
          {detail.case.mergedInto ? null : archived && !following ? (
            <Notice>
              <p>{t('cases.case.archived')}</p>
              <p>
                <Button look="plain" onClick={() => setFollowing(true)}>
                  {t('cases.note.followUpStart')}
                </Button>
              </p>
            </Notice>
          ) : (
            <NoteForm detail={detail} field={field} said={said} onSent={sent} />
          )}
        </div>
        <div className={classes.aside}>
          {wide ? <CaseFacts detail={detail} /> : null}
          {detail.case.mayClose ? (
            <div className={classes.actions}>
              <CloseCase
                detail={detail}
                hasDraft={() => (field.current?.querySelector('textarea')?.value ?? '').trim() !== ''}
                onClosed={() => after(t('cases.case.closedNow'))}
              />
            </div>
          ) : null}
        </div>
      </div>
    </>
  )
}

/** Who has the case now, and whether the customer is waited for. */
function Handling({ detail, onAnswer }: { detail: CustomerCaseDetail; onAnswer: () => void }) {
  const { t } = useWords()
  const { status, ownerName } = detail.case
  if (!isOpen(status)) {
    return (
      <p className={classes.handling}>
        <IconUserCircle size={22} stroke={1.8} aria-hidden="true" />
        {ownerName ? t('cases.case.closedBy', { name: ownerName }) : t('cases.case.closed')}
      </p>
    )
  }
  return (
    <>
      <p className={classes.handling}>
        <IconUserCircle size={22} stroke={1.8} aria-hidden="true" />
        {ownerName ? t('cases.case.handledBy', { name: ownerName }) : t('cases.case.notAssigned')}
      </p>
      {status === 'waiting_for_details' && !openEstimate(detail) ? (
        <Notice tone="waiting">
          <p>{t('cases.case.waiting')}</p>
          <p>
            <Button look="plain" onClick={onAnswer}>
              {t('cases.case.answer')}
            </Button>
          </p>
        </Notice>
      ) : null}
    </>
  )
}

function Skeleton() {
  return (
    <div className={`late ${classes.skeleton}`} aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  )
}
