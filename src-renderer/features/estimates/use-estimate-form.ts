import { notifications } from '@mantine/notifications'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { errorWords, type Words } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useReading } from '../../rpc/use-reading.ts'
import { useScreen } from '../../stores/screen.ts'
import { dayOf } from '../context/validity.ts'
import {
  type EstimateFaults,
  emptyEstimate,
  faultsOf,
  hasFaults,
  type ItemValues,
  isTouched,
  newItem,
  runningTotals,
  sendingOf,
} from './estimate-form.ts'

/** The form of a case's estimate: what it holds, what is wrong with it, and sending it. */
export function useEstimateForm(caseId: string) {
  const { t } = useTranslation()
  const { groupSign } = useFormat()
  const { estimates, clock } = useScreen()
  const { client, queries, queryClient } = useDesk()
  const form = useStore(estimates.state, (forms) => forms[caseId])
  const empty = useMemo(emptyEstimate, [])
  const values = form?.values ?? empty
  const today = dayOf(useStore(clock, (state) => state.now))
  const busy = form?.busy ?? false
  const [problem, setProblem] = useState<Words | null>(null)
  const faults = faultsOf(values, today, groupSign)

  const reading = useReading(useCallback(() => estimates.restore(caseId), [estimates, caseId]))

  function setItems(items: ItemValues[]) {
    setProblem(null)
    estimates.change(caseId, { items })
  }

  return {
    /** False until it is known whether something was begun before. */
    ready: form !== undefined,
    unread: form === undefined && reading === 'failed',
    values,
    today,
    faults,
    /** What is missing is said once sending was tried. */
    told: form?.attempted ? faults : silent(faults),
    totals: runningTotals(values, groupSign),
    touched: isTouched(values),
    busy,
    problem,
    set(change: { note?: string; validUntil?: string; rmaLineIds?: string[] }) {
      setProblem(null)
      estimates.change(caseId, change)
    },
    setItem: (key: string, change: Partial<ItemValues>) =>
      setItems(values.items.map((item) => (item.key === key ? { ...item, ...change } : item))),
    addItem: () =>
      setItems([...values.items, { ...newItem(), vatRate: values.items.at(-1)?.vatRate ?? newItem().vatRate }]),
    removeItem(key: string) {
      const left = values.items.filter((item) => item.key !== key)
      setItems(left.length > 0 ? left : [newItem()])
    },
    discard: () => !busy && estimates.clear(caseId),
    /** True when the desk has it. */
    async send(): Promise<boolean> {
      if (estimates.state.getState()[caseId]?.busy) return false
      if (hasFaults(faults)) {
        estimates.attempt(caseId)
        return false
      }
      estimates.setBusy(caseId, true)
      setProblem(null)
      try {
        await client.estimates.send({ caseId, ...sendingOf(values, today, groupSign) })
        estimates.clear(caseId)
        queryClient.setQueryData(queries.estimates.entry.queryKey({ input: { caseId } }), null)
        notifications.show({ message: t('estimates.sent'), withCloseButton: false, autoClose: 3_500 })
        return true
      } catch (error) {
        setProblem(errorWords(error, t))
        estimates.setBusy(caseId, false)
        return false
      }
    },
  }
}

export type EstimateFormHandle = ReturnType<typeof useEstimateForm>

/** Before the first attempt only what is wrong is told, not what is missing yet. */
function silent(faults: EstimateFaults): EstimateFaults {
  return {
    ...faults,
    noItems: false,
    items: faults.items.map((item) =>
      Object.fromEntries(Object.entries(item).filter(([, fault]) => fault !== 'missing')),
    ),
  }
}
