import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '#shared/rpc/notices.ts'
import { showWebNotice } from '../features/notices/web-notice.ts'
import { goesByTime } from '../features/queue/filters.ts'
import { useDesk } from '../rpc/desk.tsx'
import { followEvents } from '../rpc/events.ts'
import { useScreen } from '../stores/screen.ts'
import { useNavigation } from '../stores/use-navigation.ts'

const SPEAK_AFTER_MS = 1_500
const CLOCK_MS = 20_000

/** Follows the desk: its events refresh queries and the list, and news is spoken in batches. */
export function useDeskEvents(): void {
  const desk = useDesk()
  const screen = useScreen()
  const navigation = useNavigation()
  const { t } = useTranslation()

  useEffect(() => {
    let news = 0
    let timer: ReturnType<typeof setTimeout> | null = null
    const speak = () => {
      timer = null
      const { inCase } = screen.speech.getState()
      const elsewhere = Math.max(0, news - inCase)
      news = 0
      const text = [
        inCase > 0 ? t('thread.announceNew', { count: inCase }) : '',
        elsewhere > 0 ? t('announce.news', { count: elsewhere }) : '',
      ]
      screen.speech.setState((before) => ({
        text: text.filter(Boolean).join('. '),
        count: before.count + 1,
        inCase: 0,
      }))
    }
    // The desktop program tells it itself.
    const announce = (told: Announcement) => {
      const host = desk.queryClient.getQueryData(desk.queries.session.state.queryKey())?.host
      if (host !== 'web') return
      showWebNotice(told, (caseId) => {
        if (caseId === null) screen.view.setState({ overlay: 'notices' })
        else navigation.openCase(caseId)
      })
    }
    const stop = followEvents(
      desk,
      (batch) => {
        if (batch.session) screen.list.refresh()
        if (batch.notices?.announcement) announce(batch.notices.announcement)
        if (!batch.cases) return
        screen.list.refresh(batch.cases.caseIds)
        news += batch.cases.newFromOthers
        if (news > 0) timer ??= setTimeout(speak, SPEAK_AFTER_MS)
      },
      () => screen.list.refresh(),
    )
    return () => {
      stop()
      if (timer) clearTimeout(timer)
    }
  }, [desk, screen, navigation, t])

  useEffect(() => {
    const tick = () => {
      const { now: before } = screen.clock.getState()
      const now = Date.now()
      screen.clock.setState({ now })
      if (minuteOf(now) === minuteOf(before)) return
      // What is due goes from one queue to the next while nobody writes anything.
      void desk.queryClient.invalidateQueries({ queryKey: desk.queries.queues.counters.key() })
      if (goesByTime(screen.list.state.getState().query)) screen.list.refresh()
    }
    const timer = setInterval(tick, CLOCK_MS)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [screen, desk])
}

const minuteOf = (instant: number) => Math.floor(instant / 60_000)
