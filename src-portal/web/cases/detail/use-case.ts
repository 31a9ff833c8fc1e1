import { useEffect, useRef, useState } from 'react'
import type { CustomerCaseDetail } from '#shared/customer-api/cases.ts'
import { useWords } from '../../i18n/use-words.ts'
import { repairWords } from '../repair/repair-words.ts'
import { casePath } from '../shared/case-address.ts'
import { useLive } from '../shared/use-live.ts'
import { useLoad } from '../shared/use-load.ts'
import { type CaseNews, newsBetween } from './thread.ts'

/** A case that stays up to date, with what a screen reader is told of its changes. */
export function useCase(caseId: string) {
  const { t } = useWords()
  const loaded = useLoad<CustomerCaseDetail>(`case ${caseId}`, (api, signal) =>
    api.get(casePath(caseId), undefined, signal),
  )
  const { data, reload } = loaded
  useLive((changed) => {
    if (changed === null || changed === caseId) reload()
  })

  const before = useRef<CustomerCaseDetail | null>(null)
  const [news, setNews] = useState('')
  const [fresh, setFresh] = useState<ReadonlySet<string>>(() => new Set())
  useEffect(() => {
    const last = before.current
    before.current = data
    const found = last && data ? newsBetween(last, data) : null
    if (!found) return
    setNews(newsWords(found, t))
    setFresh((known) => new Set([...known, ...found.notes.map(({ id }) => id)]))
  }, [data, t])

  return { ...loaded, news, fresh }
}

function newsWords({ notes, status, owner, estimate, repair }: CaseNews, t: ReturnType<typeof useWords>['t']): string {
  const words: string[] = []
  const last = notes.at(-1)
  if (last) words.push(t('cases.news.notes', { count: notes.length, name: last.name ?? t('cases.case.support') }))
  if (status) words.push(t('cases.news.status', { status: t(`shell.status.${status}`) }))
  if (owner) words.push(t('cases.news.owner', { name: owner }))
  if (estimate) words.push(t(`cases.news.estimate.${estimate}`))
  if (repair) words.push(`${repairWords(repair, t)}.`)
  return words.join(' ')
}
