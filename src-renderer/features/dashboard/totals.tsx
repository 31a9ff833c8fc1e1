import { useTranslation } from 'react-i18next'
import type { Dashboard } from '#shared/rpc/dashboard.ts'
import { useFormat } from '../../components/use-format.tsx'
import classes from './dashboard.module.css'
import { keptShare } from './report-table.ts'

/** The period at a glance, each figure with the former period's. */
export function Totals({ totals: { now, former } }: { totals: Dashboard['totals'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const span = (value: number | null) => (value === null ? '–' : format.span(value))
  const share = (value: number | null) => (value === null ? '–' : format.percent(value / 100))
  const tiles = [
    { name: 'opened', shown: format.number(now.opened), value: now.opened, before: former.opened, unit: format.number },
    { name: 'closed', shown: format.number(now.closed), value: now.closed, before: former.closed, unit: format.number },
    {
      name: 'openAtEnd',
      shown: format.number(now.openAtEnd),
      value: now.openAtEnd,
      before: former.openAtEnd,
      unit: format.number,
    },
    {
      name: 'firstMedian',
      shown: span(now.firstResponse.median),
      value: now.firstResponse.median,
      before: former.firstResponse.median,
      unit: format.span,
      note: t('dashboard.answered', { done: now.firstResponse.count, of: now.opened }),
    },
    {
      name: 'solveMedian',
      shown: span(now.resolution.median),
      value: now.resolution.median,
      before: former.resolution.median,
      unit: format.span,
      note: now.resolution.p90 === null ? undefined : t('dashboard.ninety', { time: format.span(now.resolution.p90) }),
    },
    {
      name: 'firstKept',
      shown: share(keptShare(now.firstResponse)),
      value: keptShare(now.firstResponse),
      before: keptShare(former.firstResponse),
      unit: share,
      note: t('dashboard.keptOf', { kept: now.firstResponse.kept, of: now.firstResponse.decided }),
    },
    {
      name: 'solveKept',
      shown: share(keptShare(now.resolution)),
      value: keptShare(now.resolution),
      before: keptShare(former.resolution),
      unit: share,
      note: t('dashboard.keptOf', { kept: now.resolution.kept, of: now.resolution.decided }),
    },
  ] as const
  return (
    <dl className={classes.tiles}>
      {tiles.map((tile) => (
        <div key={tile.name} className={classes.tile}>
          <dt>{t(`dashboard.${tile.name}`)}</dt>
          <dd className={classes.figure}>{tile.shown}</dd>
          <dd className={classes.note}>
            {tile.before === null
              ? t('dashboard.noFormer')
              : t('dashboard.before', { value: tile.unit(tile.before), change: change(tile.value, tile.before) })}
          </dd>
          {'note' in tile && tile.note && <dd className={classes.note}>{tile.note}</dd>}
        </div>
      ))}
    </dl>
  )

  /** "+12 %" with a space before, or nothing where it says nothing. */
  function change(value: number | null, before: number): string {
    if (value === null || before <= 0) return ''
    const share = value / before - 1
    return ` (${share > 0 ? '+' : share < 0 ? '−' : '±'}${format.percent(Math.abs(share))})`
  }
}
