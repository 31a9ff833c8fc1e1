import { IconAlertTriangleFilled, IconCheck, IconClockUp } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { statusGroup } from '#shared/domain/status.ts'
import { Avatar } from '../../components/avatar.tsx'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { SnoozeMark } from '../attention/row-marks.tsx'
import { useMarking } from '../bulk/use-marks.ts'
import { RowTimeLeft } from '../sla/time-left.tsx'
import classes from './case-row.module.css'
import type { ListRow } from './window.ts'

export function optionId(caseId: string): string {
  return `case-${caseId}`
}

type Props = { row: ListRow; index: number; total: number; top: number }

/** Two lines of a case; drawn again only when the case itself, its place or its marking changes. */
export const CaseRow = memo(function CaseRow({ row, index, total, top }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { selection, list, marks } = useScreen()
  const marking = useMarking()
  const marked = useStore(marks, (state) => state.ids.has(row.id))
  const selecting = useStore(marks, (state) => state.ids.size > 0)
  const selected = useStore(selection, (state) => state.cursor?.caseId === row.id)
  const open = useStore(selection, (state) => state.openId === row.id)
  const byCreation = useStore(list.state, (state) => state.query.sort === 'created')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys; an option has only the pointer
    <div
      id={optionId(row.id)}
      className={classes.row}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-checked={selecting ? marked : undefined}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-open={open || undefined}
      data-unread={row.unread || undefined}
      data-group={statusGroup(row.status)}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true })
        if (event.shiftKey) return marking.toRow(index)
        if (event.ctrlKey || event.metaKey) return marking.toggle(row.id)
        navigation.select(index, 'now')
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way to select; the key is x */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys */}
      <span
        className={classes.mark}
        data-marked={marked || undefined}
        title={t('keys.command.selection.toggle')}
        onClick={(event) => {
          event.stopPropagation()
          event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true })
          if (event.shiftKey) marking.toRow(index)
          else marking.toggle(row.id)
        }}
      >
        {marked && <IconCheck size={13} stroke={3} aria-hidden />}
      </span>
      <div className={classes.line}>
        {row.unread && (
          <span className={classes.unread}>
            <span className="visually-hidden">{t('list.rowUnread')}</span>
          </span>
        )}
        <span className={classes.title}>{row.title}</span>
        {row.conflict && (
          <span className={classes.conflict} title={t('list.rowConflict')}>
            <IconAlertTriangleFilled size={14} aria-hidden />
            <span className="visually-hidden">{t('list.rowConflict')}</span>
          </span>
        )}
        {row.pending && (
          <span className={classes.pending} title={t('list.rowPending')}>
            <IconClockUp size={14} stroke={2} aria-hidden />
            <span className="visually-hidden">{t('list.rowPending')}</span>
          </span>
        )}
        {row.sla && <RowTimeLeft watched={row.sla} />}
        <SnoozeMark asleep={row.asleep} snoozedUntil={row.snoozedUntil} back={row.back} />
        <Time at={byCreation ? row.createdAt : row.modifiedAt} brief className={classes.time} />
      </div>
      <div className={classes.line}>
        {row.caseNumber ? (
          <>
            <span className="visually-hidden">{row.caseNumber}</span>
            <span className={classes.number} aria-hidden>
              {row.caseNumber.slice(0, -7)}
              <span className={classes.tail}>{row.caseNumber.slice(-7)}</span>
            </span>
          </>
        ) : (
          <span className={classes.number}>{t('case.noNumberShort')}</span>
        )}
        <span className={classes.company}>
          {row.accountName}
          <span className={classes.contact}> · {row.contactName}</span>
        </span>
        <StatusChip status={row.status} short />
        <Avatar name={row.ownerName} size={20} />
        <span className="visually-hidden">{row.ownerName ?? t('list.unowned')}</span>
      </div>
    </div>
  )
})

export function LoadingRow({ index, total, top }: { index: number; total: number; top: number }) {
  const { t } = useTranslation()
  return (
    <div
      className={classes.row}
      role="option"
      tabIndex={-1}
      aria-selected={false}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-label={t('list.loadingRow', { position: index + 1 })}
      data-loading
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={`${classes.bone} late`} data-width={index % 3} />
      <span className={`${classes.bone} late`} data-width="short" />
    </div>
  )
}
