import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadItem } from '#shared/rpc/models.ts'
import { firstNew } from '../case/thread-items.ts'
import classes from './attention.module.css'

/**
 * The item above which the line stands: the first of others' that came after what had been read when the case was opened. It
 * stays where it is while the agent reads, and goes up when the case is made unread.
 */
export function useFirstNew(items: readonly ThreadItem[], readUntil: number | null): string | null {
  const [since, setSince] = useState(readUntil)
  if (since !== null && readUntil !== null && readUntil < since) setSince(readUntil)
  return since === null ? null : firstNew(items, since)
}

export function NewSince() {
  const { t } = useTranslation()
  return (
    <p className={classes.newSince}>
      <span>{t('thread.newSince')}</span>
    </p>
  )
}
