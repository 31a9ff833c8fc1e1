import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail, ThreadItem } from '#shared/rpc/models.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useThread } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { NewSince, useFirstNew } from '../attention/new-since.tsx'
import { RefusedEstimates } from '../estimates/refused-estimates.tsx'
import { UnsentEstimates } from '../estimates/unsent-estimates.tsx'
import { Description } from './description.tsx'
import { EventLine } from './event-line.tsx'
import { NoteCard } from './note-card.tsx'
import classes from './thread.module.css'
import { byDay, joinThread, newFromOthers } from './thread-items.ts'

const NEAR_END = 60
const NO_ITEMS: ThreadItem[] = []

export function Thread({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const thread = useThread(detail.case.id)
  const items = useMemo(() => (thread.data ? joinThread(thread.data.pages) : NO_ITEMS), [thread.data])
  const days = useMemo(() => byDay(items), [items])
  const { box, unseen, toEnd, onScroll } = useScrolling(items)
  const { now } = clock.getState()
  const firstNewId = useFirstNew(items, detail.attention)

  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.thread} ref={box} onScroll={onScroll} tabIndex={0} aria-label={t('thread.label')}>
        <Description key={detail.case.id} detail={detail} />
        {thread.hasNextPage && (
          <div className={classes.older}>
            <Button
              variant="default"
              disabled={thread.isFetchingNextPage}
              onClick={() => void thread.fetchNextPage({ cancelRefetch: false })}
            >
              {t(thread.isFetchingNextPage ? 'thread.loadingOlder' : 'thread.older')}
            </Button>
          </div>
        )}
        {thread.error && items.length === 0 && (
          <p className={classes.quiet} role="alert">
            {errorWords(thread.error, t).title}
          </p>
        )}
        {thread.data && items.length === 0 && <p className={classes.quiet}>{t('thread.empty')}</p>}
        {days.map(({ day, at, items: ofDay }) => (
          <section key={day} aria-label={format.dayHeading(at, now)}>
            <h3 className={classes.day}>
              <span>{format.dayHeading(at, now)}</span>
            </h3>
            <ol className={classes.items}>
              {ofDay.map((item) => (
                <li key={item.id}>
                  {item.id === firstNewId && <NewSince />}
                  {item.type === 'note' ? (
                    <NoteCard note={item} />
                  ) : (
                    <EventLine event={item} estimates={detail.estimates} />
                  )}
                </li>
              ))}
            </ol>
          </section>
        ))}
        <UnsentEstimates estimates={detail.estimates} items={items} />
        <RefusedEstimates caseId={detail.case.id} refused={detail.refusedEstimates} />
      </section>
      {unseen > 0 && (
        <Button
          className={classes.pill}
          radius="xl"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={() => toEnd('smooth')}
        >
          {t('thread.newItems', { count: unseen })}
        </Button>
      )}
    </div>
  )
}

/** Opens at the newest, stays there while at the end, keeps its place otherwise, and counts what came meanwhile. */
function useScrolling(items: readonly ThreadItem[]) {
  const { speech } = useScreen()
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const before = useRef<{ firstId: string | null; lastId: string | null; height: number }>({
    firstId: null,
    lastId: null,
    height: 0,
  })
  const [unseen, setUnseen] = useState(0)

  function toEnd(behavior: ScrollBehavior) {
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior })
    setUnseen(0)
  }

  useLayoutEffect(() => {
    const element = box.current
    if (!element || items.length === 0) return
    const old = before.current
    const firstId = items[0]!.id
    const lastId = items[items.length - 1]!.id
    if (old.lastId === null) element.scrollTop = element.scrollHeight
    else if (firstId !== old.firstId && lastId === old.lastId) element.scrollTop += element.scrollHeight - old.height
    else if (lastId !== old.lastId) {
      const fresh = newFromOthers(items, old.lastId).length
      if (atEnd.current || items[items.length - 1]?.type !== 'note' || fresh === 0) {
        if (atEnd.current || fresh === 0) element.scrollTop = element.scrollHeight
      } else setUnseen((count) => count + fresh)
      if (fresh > 0) speech.setState((said) => ({ inCase: said.inCase + fresh }))
    }
    before.current = { firstId, lastId, height: element.scrollHeight }
  }, [items, speech])

  // A composer that grows must not push the newest words out of sight.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  function onScroll() {
    const element = box.current
    if (!element) return
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END
    if (atEnd.current) setUnseen(0)
  }

  return { box, unseen, toEnd, onScroll }
}
