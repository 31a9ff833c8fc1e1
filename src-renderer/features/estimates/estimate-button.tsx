import { UnstyledButton } from '@mantine/core'
import { IconReceiptEuro } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { isOpen } from '#shared/domain/status.ts'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { Hint } from '../../components/hint.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import header from '../case/case-header.module.css'
import { isTouched } from './estimate-form.ts'
import classes from './estimates.module.css'

/** Begins an estimate, or says that one was begun. */
export function EstimateButton({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const begun = useBegun(detail.case.id)
  const words = t(begun ? 'estimates.begun' : 'estimates.begin')
  if (!isOpen(detail.case.status)) return null
  return (
    <Hint id="case.estimate">
      <UnstyledButton className={header.button} aria-label={words} onClick={() => navigation.estimate()}>
        <IconReceiptEuro size={15} stroke={1.8} aria-hidden />
        <span className={`${header.buttonText} ${classes.buttonWords}`}>{words}</span>
        {begun && <span className={classes.begun} />}
      </UnstyledButton>
    </Hint>
  )
}

function useBegun(caseId: string): boolean {
  const { queries } = useDesk()
  const { estimates } = useScreen()
  const form = useStore(estimates.state, (forms) => forms[caseId])
  const { data } = useQuery(queries.estimates.entry.queryOptions({ input: { caseId } }))
  return form ? isTouched(form.values) : typeof data === 'string'
}
