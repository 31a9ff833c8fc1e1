import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './context.module.css'

type Props = { title: string; cases: readonly CaseSummary[]; none?: string; more?: ReactNode; level?: 2 | 3 }

export function OtherCases({ title, cases, none, more, level = 3 }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const Heading = `h${level}` as const
  return (
    <section className={classes.card} aria-label={title}>
      <Heading className={classes.heading}>{title}</Heading>
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
