import { IconBellRinging } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import classes from './attention.module.css'

/** Says that a case which was put off has come back; it stays for as long as the case is looked at. */
export function BackNotice({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { back } = detail.attention
  const [was, setWas] = useState(back)
  if (back !== null && back !== was) setWas(back)
  if (was === null) return null
  return (
    <p className={classes.backNotice} role="status">
      <IconBellRinging size={15} stroke={2} aria-hidden />
      {t(was === 'time' ? 'snooze.backTime' : 'snooze.backAnswer')}
    </p>
  )
}
