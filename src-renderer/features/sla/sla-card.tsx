import { useTranslation } from 'react-i18next'
import { SLA_GOALS, type SlaClock } from '#shared/domain/sla.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import context from '../context/context.module.css'
import classes from './time-left.module.css'
import { TimeLeftChip } from './time-left.tsx'

/** What was promised for the case, and how it stands; nothing where nothing was. */
export function SlaCard({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const promises = SLA_GOALS.flatMap((goal) => {
    const clock = detail.case[goal]
    return clock ? [{ goal, clock }] : []
  })
  if (promises.length === 0) return null
  return (
    <section className={context.card} aria-label={t('sla.title')}>
      <h3 className={context.heading}>{t('sla.title')}</h3>
      <dl className={classes.promises}>
        {promises.map(({ goal, clock }) => (
          <div key={goal}>
            <dt>{t(`sla.${goal}.name`)}</dt>
            <dd>
              <TimeLeftChip watched={{ goal, clock }} />
              <When clock={clock} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function When({ clock }: { clock: SlaClock }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (clock.state === 'paused') return <span className={classes.when}>{t('sla.pausedWhy')}</span>
  const time = format.exactMinute(clock.state === 'running' || clock.state === 'missed' ? clock.dueAt : clock.at)
  const kind = clock.state === 'running' || clock.state === 'missed' ? 'due' : 'done'
  return <span className={classes.when}>{t(`sla.${kind}`, { time })}</span>
}
