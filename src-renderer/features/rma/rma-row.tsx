import { UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RmaSummary } from '#shared/rpc/rmas.ts'
import { Avatar } from '../../components/avatar.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { Flags } from './flags.tsx'
import listClasses from './list.module.css'
import classes from './rma.module.css'
import { RmaStateChip, rmaName } from './rma-state.tsx'

type Props = { row: RmaSummary; onOpen: () => void }

/** One RMA in the table; the whole row opens it. */
export const RmaRow = memo(
  function RmaRow({ row, onOpen }: Props) {
    const { t } = useTranslation()
    const format = useFormat()
    const [first, ...others] = row.lines
    return (
      <tr className={listClasses.row} data-overdue={row.overdue || undefined} onClick={onOpen}>
        <th scope="row">
          <UnstyledButton
            className={listClasses.rowNumber}
            data-rma={row.id}
            onClick={(event) => {
              event.stopPropagation()
              onOpen()
            }}
          >
            {rmaName(row.rmaNumber, t)}
          </UnstyledButton>
        </th>
        <td>
          <RmaStateChip state={row.state} pending={row.pending} />
        </td>
        <td>
          {row.overdue || row.conflict ? (
            <Flags flags={{ ...row, pending: false }} />
          ) : (
            <span className={classes.dim}>{row.dueAt === null ? '' : format.date(row.dueAt)}</span>
          )}
        </td>
        <td>
          <span className={listClasses.cut}>{row.accountName || row.contactName}</span>
          <span className={`${listClasses.cut} ${classes.dim}`}>{row.caseTitle}</span>
        </td>
        <td>
          <span className={`${listClasses.cut} ${classes.serial}`}>
            {first?.serialNumber}
            {row.lineCount > 1 && (
              <span className={classes.dim}> {t('rma.list.others', { count: row.lineCount - 1 })}</span>
            )}
          </span>
          <span className={`${listClasses.cut} ${classes.dim}`}>
            {[...new Set([first, ...others].map((line) => line?.model).filter(Boolean))].join(', ')}
          </span>
        </td>
        <td>{row.ownerName && <Avatar name={row.ownerName} size={22} />}</td>
        <td className={classes.dim}>{format.date(row.createdAt)}</td>
      </tr>
    )
  },
  (before, after) => before.row === after.row,
)
