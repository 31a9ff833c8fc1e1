import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '#shared/rpc/models.ts'
import { Badge } from '../../components/badge.tsx'
import { caseName } from '../../components/case-number.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from '../context/context.module.css'

/** A warning that somebody works on the same device already. */
export function AlsoOpen({ label, cases }: { label: string; cases: readonly CaseSummary[] }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <Badge
      tone="waiting"
      label={label}
      text={cases.map(({ id, caseNumber }) => (
        <Anchor
          key={id}
          component="button"
          type="button"
          className={classes.serial}
          onClick={() => navigation.openCase(id)}
        >
          {caseName(caseNumber, t)}
        </Anchor>
      ))}
    />
  )
}
