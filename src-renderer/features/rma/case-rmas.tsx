import { Button, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isOpen } from '#shared/domain/status.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import context from '../context/context.module.css'
import { Flags } from './flags.tsx'
import classes from './rma.module.css'
import { RmaStateChip, rmaName } from './rma-state.tsx'

/** Beside a case: its RMAs, and the way to a new one. */
export function CaseRmas({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const navigation = useNavigation()
  const { id: caseId, status, caseType } = detail.case
  const { data } = useQuery(queries.rmas.ofCase.queryOptions({ input: { caseId }, placeholderData: keepPreviousData }))
  const rmas = (data ?? []).filter((rma) => rma.caseId === caseId)
  const open = isOpen(status)
  if (rmas.length === 0 && (!open || caseType !== 'rma')) return null
  return (
    <section className={context.card} aria-label={t('rma.title')}>
      <h3 className={context.heading}>{t('rma.title')}</h3>
      <ul className={context.others}>
        {rmas.map((rma) => (
          <li key={rma.id}>
            <UnstyledButton className={context.other} onClick={() => navigation.openRma(rma.id)}>
              <span className={context.otherLine}>
                <span className={classes.ofCaseNumber}>{rmaName(rma.rmaNumber, t)}</span>
                <RmaStateChip state={rma.state} pending={rma.pending} />
              </span>
              <span className={context.otherLine}>
                <span className={context.otherNumber}>
                  {rma.lines.map(({ serialNumber }) => serialNumber).join(', ')}
                  {rma.lineCount > rma.lines.length && ` … ${t('rma.devices', { count: rma.lineCount })}`}
                </span>
                <Flags flags={{ ...rma, pending: false }} />
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {open && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
          rightSection={<ButtonKeys id="case.rma" />}
          onClick={() => navigation.newRma({ caseId, serialNumbers: [] })}
        >
          {t('rma.new')}
        </Button>
      )}
    </section>
  )
}
