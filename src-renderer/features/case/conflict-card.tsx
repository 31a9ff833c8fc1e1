import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { useChange } from '../../rpc/use-change.ts'
import classes from './conflict-card.module.css'

type Props = CaseDetail['conflicts'][number] & { caseNumber: string }

/** Mine against theirs: what was, what each chose, and the choice. */
export function ConflictCard({ opId, conflict, changedByName, caseNumber }: Props) {
  const { t } = useTranslation()
  const change = useChange()
  const [busy, setBusy] = useState(false)
  const title = t(conflict.reason === 'illegal' ? 'conflict.illegalTitle' : 'conflict.title')
  const mine = t(`status.${conflict.mine}`)
  const theirs = t(`status.${conflict.theirs}`)

  async function choose(choice: 'mine' | 'theirs') {
    setBusy(true)
    await change((desk) => desk.sync.resolveConflict({ opId, choice }))
    setBusy(false)
  }

  return (
    <section className={classes.card} aria-label={`${title}: ${caseNumber}`}>
      <h3 className={classes.title}>
        <IconAlertTriangle size={16} stroke={2} aria-hidden />
        {title}
      </h3>
      <p>
        {changedByName
          ? t('conflict.explain', { mine, theirs, who: changedByName })
          : t('conflict.explainNobody', { mine, theirs })}
      </p>
      <dl className={classes.sides}>
        <div>
          <dt>{t('conflict.base')}</dt>
          <dd>
            <StatusChip status={conflict.base} />
          </dd>
        </div>
        <div>
          <dt>{t('conflict.mine')}</dt>
          <dd>
            <StatusChip status={conflict.mine} />
          </dd>
        </div>
        <div>
          <dt>
            {changedByName ?? t('conflict.theirs')}
            {conflict.changedAt !== null && (
              <>
                , <Time at={conflict.changedAt} />
              </>
            )}
          </dt>
          <dd>
            <StatusChip status={conflict.theirs} />
          </dd>
        </div>
      </dl>
      <div className={classes.actions}>
        <Button disabled={busy} onClick={() => void choose('mine')}>
          {t('conflict.keepMine', { status: mine })}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void choose('theirs')}>
          {t('conflict.takeTheirs', { status: theirs })}
        </Button>
      </div>
    </section>
  )
}
