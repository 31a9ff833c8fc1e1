import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { firstNew } from '../case/thread-items.ts'
import classes from './attention.module.css'
import { lowered, type Reading, sinceOf } from './since.ts'

/**
 * The item above which the line stands: the first of others' that came after what had been read when the case was opened. It
 * stays where it is while the agent reads, and goes up when the case is made unread. What was merged into the case was read by itself.
 */
export function useFirstNew(items: readonly ThreadItem[], reading: Reading): string | null {
  const [begun, setBegun] = useState(() => sinceOf(reading))
  const since = lowered(begun, sinceOf(reading))
  if (since !== begun) setBegun(since)
  const { own, parts } = since
  return own === null ? null : firstNew(items, ({ origin }) => (origin ? parts[origin.caseId] : own) ?? own)
}

export function NewSince() {
  const { t } = useTranslation()
  return (
    <p className={classes.newSince}>
      <span>{t('thread.newSince')}</span>
    </p>
  )
}
