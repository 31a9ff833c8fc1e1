import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './context.module.css'

type Props = { title: string; cases: readonly CaseSummary[]; none?: string; more?: ReactNode }

export function OtherCases({ title, cases, none, more }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <section className={classes.card} aria-label={title}>
      <h3 className={classes.heading}>{title}</h3>
      {cases.length === 0 ? (
        <p className={classes.dim}>{none ?? t('context.noOthers')}</p>
      ) : (
        <ul className={classes.others}>
          {cases.map((other) => (
            <li key={other.id}>
              <UnstyledButton className={classes.other} onClick={() => navigation.openCase(other.id)}>
                <span className={classes.otherTitle}>{other.title}</span>
                <span className={classes.otherLine}>
                  <span className={classes.otherNumber}>{caseName(other.caseNumber, t)}</span>
                  <StatusChip status={other.status} short />
                </span>
                <Time at={other.modifiedAt} brief className="visually-hidden" />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      {more}
    </section>
  )
}
