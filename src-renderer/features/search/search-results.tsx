import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorWords } from '../../components/problem-words.ts'
import { RmaHit } from '../rma/rma-hit.tsx'
import { foundWords } from './found-words.ts'
import { Hit } from './hit.tsx'
import classes from './search.module.css'
import type { Found } from './use-search.ts'

type Props = {
  id: string
  shown: boolean
  text: string
  hits: readonly Found[] | null
  error: unknown
  active: number
  stale: boolean
  onPoint: (at: number) => void
  onOpen: (at: number) => void
}

export function SearchResults({ id, shown, text, hits, error, active, stale, onPoint, onOpen }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another active hit is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, hits])

  const said = hits === null ? '' : foundWords(hits, t)

  return (
    <>
      <div className={classes.panel} hidden={!shown} data-overlay>
        <div
          id={id}
          ref={box}
          className={classes.hits}
          role="listbox"
          aria-label={t('search.results')}
          aria-busy={stale}
        >
          {hits?.map(({ id: hitId, hit, rma }, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the search box has the keys; an option has only the pointer
            <div
              key={hitId}
              id={`hit-${hitId}`}
              className={classes.hit}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => onPoint(at)}
              onClick={() => onOpen(at)}
            >
              {rma ? <RmaHit rma={rma} /> : <Hit hit={hit} text={text} />}
            </div>
          ))}
        </div>
        <p className={classes.foot}>
          {error
            ? errorWords(error, t).title
            : hits === null
              ? t('search.searching')
              : hits.length === 0 && !stale
                ? t('search.none', { text })
                : said}
        </p>
        {hits?.length === 0 && !stale && (
          <p className={classes.advice}>
            {t('search.noneAdvice')} {t('search.hint')}.
          </p>
        )}
      </div>
      <span className="visually-hidden" role="status">
        {shown && !stale && hits ? said : ''}
      </span>
    </>
  )
}
