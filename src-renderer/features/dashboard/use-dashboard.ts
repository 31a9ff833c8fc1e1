import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LANGUAGES } from '#shared/domain/case.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { chosenPeriod, weekStartOf } from './choice.ts'

/** Counted again now and then, not at every change of a case: a sync brings hundreds of them. */
const AGAIN_MS = 60_000

/** The dashboard of the chosen period; `periods` null while the fields hold none. */
export function useDashboard() {
  const { i18n } = useTranslation()
  const { queries } = useDesk()
  const { dashboard, clock } = useScreen()
  const state = useStore(dashboard)
  const today = useStore(clock, ({ now }) => dayInLjubljana(now))
  const language = LANGUAGES.find((known) => known === i18n.language) ?? 'sl'
  const weekStart = useMemo(() => weekStartOf(language), [language])
  const periods = chosenPeriod(state, today, weekStart)
  const query = useQuery(
    queries.dashboard.queryOptions({
      input: { ...(periods ?? chosenPeriod({ ...state, choice: 'last_30_days' }, today, weekStart)!), weekStart },
      enabled: periods !== null,
      placeholderData: keepPreviousData,
      staleTime: 0,
      refetchInterval: AGAIN_MS,
    }),
  )
  return { ...query, periods, today }
}
