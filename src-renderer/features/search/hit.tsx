import { useTranslation } from 'react-i18next'
import type { SearchHit } from '#shared/rpc/models.ts'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { type HighlightPart, highlight, highlightNumber } from './highlight.ts'
import classes from './search.module.css'

export function Hit({ hit, text }: { hit: SearchHit; text: string }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={classes.hitLine}>
        <span className={classes.hitTitle}>
          <Marked parts={highlight(hit.title, text)} />
        </span>
        <Time at={hit.modifiedAt} brief className={classes.hitTime} />
      </span>
      <span className={classes.hitLine}>
        <span className={classes.hitNumber}>
          {hit.caseNumber ? <Marked parts={highlightNumber(hit.caseNumber, text)} /> : t('case.noNumberShort')}
        </span>
        <span className={classes.hitCompany}>
          <Marked parts={highlight(`${hit.accountName} · ${hit.contactName}`, text)} />
        </span>
        <StatusChip status={hit.status} short />
      </span>
      {hit.excerpt && (
        <span className={classes.excerpt}>
          <Marked parts={highlight(hit.excerpt, text)} />
        </span>
      )}
    </>
  )
}

function Marked({ parts }: { parts: readonly HighlightPart[] }) {
  let at = 0
  return parts.map((part) => {
    const key = at
    at += part.text.length
    return part.hit ? <mark key={key}>{part.text}</mark> : part.text
  })
}
