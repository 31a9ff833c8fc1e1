import { useId } from 'react'
import type { CustomerCaseDetail, CustomerThreadItem } from '#shared/customer-api/cases.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { StatusChip } from '../../components/status.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { EstimateLine } from '../estimate/estimate-line.tsx'
import { repairWords } from '../repair/repair-words.ts'
import { useFormat } from '../shared/format.ts'
import { WordsWithLinks } from '../shared/words-with-links.tsx'
import { Attachments } from './attachments.tsx'
import classes from './case-page.module.css'

type Author = Pick<CustomerThreadItem, 'from' | 'name'>

/** All that was said and done, oldest first; the description is the first of it. */
export function ThreadView({ detail, fresh }: { detail: CustomerCaseDetail; fresh: ReadonlySet<string> }) {
  const { t } = useWords()
  const id = useId()
  const { description, contactName, createdAt } = detail.case
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.threadTitle}>
        {t('cases.case.thread')}
      </h2>
      <ol className={classes.thread}>
        <li className={classes.note} data-from="you">
          <div className={classes.noteHead}>
            <span className={classes.author}>{contactName}</span>
            <span className={classes.role}>{t('cases.case.opened')}</span>
            <Time at={createdAt} />
          </div>
          <p className={classes.text}>
            <WordsWithLinks text={description} />
          </p>
          <Attachments attachments={detail.attachments} />
        </li>
        {detail.thread.map((item) => (
          <ThreadItem key={item.id} item={item} detail={detail} fresh={fresh.has(item.id)} />
        ))}
      </ol>
    </section>
  )
}

function ThreadItem({ item, detail, fresh }: { item: CustomerThreadItem; detail: CustomerCaseDetail; fresh: boolean }) {
  const { t } = useWords()
  switch (item.type) {
    case 'note':
      return (
        <li className={classes.note} data-from={item.from}>
          <div className={classes.noteHead}>
            <AuthorName author={item} />
            {item.from === 'agent' || item.from === 'colleague' ? (
              <span className={classes.role}>{t(`cases.case.${item.from}`)}</span>
            ) : null}
            {fresh ? <span className={classes.fresh}>{t('cases.case.fresh')}</span> : null}
            <Time at={item.createdAt} />
          </div>
          {item.body ? (
            <p className={classes.text}>
              <WordsWithLinks text={item.body} />
            </p>
          ) : null}
          <Attachments attachments={item.attachments} />
        </li>
      )
    case 'status':
      return (
        <li className={classes.event}>
          <AuthorName author={item} />
          <span>{t('cases.case.statusLine')}</span>
          <StatusChip status={item.status} />
          <Time at={item.createdAt} />
        </li>
      )
    case 'estimate':
      return (
        <li className={classes.event}>
          <AuthorName author={item} />
          <EstimateLine item={item} estimates={detail.estimates} />
          <Time at={item.createdAt} />
        </li>
      )
    case 'rma':
      return (
        <li className={classes.event}>
          <AuthorName author={item} />
          <span>{repairWords(item, t)}</span>
          <Time at={item.createdAt} />
        </li>
      )
    default:
      return assertNever(item)
  }
}

function AuthorName({ author: { from, name } }: { author: Author }) {
  const { t } = useWords()
  const word = { you: 'you', colleague: 'colleague', agent: 'support', system: 'system' } as const
  return <span className={classes.author}>{from === 'you' || !name ? t(`cases.case.${word[from]}`) : name}</span>
}

function Time({ at }: { at: number }) {
  const format = useFormat()
  return (
    <time className={classes.time} dateTime={new Date(at).toISOString()}>
      {format.dateTime(at)}
    </time>
  )
}
