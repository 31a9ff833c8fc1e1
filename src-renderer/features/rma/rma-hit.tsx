import { IconTool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RmaSummary } from '#shared/rpc/rmas.ts'
import classes from './rma.module.css'
import { RmaStateChip, rmaName } from './rma-state.tsx'

/** An RMA among what was found. */
export function RmaHit({ rma }: { rma: RmaSummary }) {
  const { t } = useTranslation()
  return (
    <span className={classes.hit}>
      <IconTool size={16} stroke={1.8} aria-hidden />
      <span className={classes.hitText}>
        {rmaName(rma.rmaNumber, t)}{' '}
        <span className={classes.dim}>
          {[rma.accountName, rma.lines.map(({ serialNumber }) => serialNumber).join(', ')].filter(Boolean).join(' · ')}
        </span>
      </span>
      <RmaStateChip state={rma.state} />
    </span>
  )
}
