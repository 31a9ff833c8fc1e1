import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/rpc/models.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { rmaName } from '../rma/rma-state.tsx'
import classes from './operation.module.css'

/** Opens what an operation is about: its case, its customer, the templates, the macros, the views, or the registrations. */
export function useOpenSubject() {
  const navigation = useNavigation()
  return ({ caseId, kind, caseTitle }: OperationView) => {
    // The person's name stands before the company's.
    if (kind === 'contact.act') navigation.findCustomer(caseTitle.split(',')[0] ?? caseTitle)
    else if (isOfTemplate(kind)) navigation.go('templates')
    else if (isOfMacro(kind)) navigation.go('macros')
    else if (isOfView(kind)) navigation.show('views')
    else if (caseId === null) navigation.go('registrations')
    else navigation.openCase(caseId)
  }
}

const isOfTemplate = (kind: OperationView['kind']) => kind === 'template.save' || kind === 'template.delete'

const isOfMacro = (kind: OperationView['kind']) => kind === 'macro.save' || kind === 'macro.delete'

const isOfView = (kind: OperationView['kind']) => kind === 'view.save' || kind === 'view.delete'

function openingWords(kind: OperationView['kind']) {
  if (isOfTemplate(kind)) return 'operations.openTemplate'
  if (isOfMacro(kind)) return 'operations.openMacro'
  if (isOfView(kind)) return 'operations.openView'
  return kind === 'contact.act' ? 'operations.openContact' : 'operations.openRegistration'
}

/** Which case, or whose registration or access, with the way there. */
export function OperationSubject({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const open = useOpenSubject()
  const navigation = useNavigation()
  const { caseId, caseNumber, caseTitle, kind, rma } = operation
  const number = caseNumber || t('operations.noNumber')
  return (
    <p className={classes.subject}>
      <UnstyledButton
        className={classes.open}
        aria-label={
          caseId === null
            ? t(openingWords(kind), { name: caseTitle })
            : t('operations.openCase', { number: caseNumber || caseTitle })
        }
        onClick={() => open(operation)}
      >
        {caseId === null ? caseTitle : number}
      </UnstyledButton>
      {caseId !== null && <span className={classes.subjectTitle}>{caseTitle}</span>}
      {rma && (
        <UnstyledButton
          className={classes.open}
          aria-label={t('operations.openRma', { number: rmaName(rma.rmaNumber, t) })}
          onClick={() => navigation.openRma(rma.rmaId)}
        >
          {rmaName(rma.rmaNumber, t)}
        </UnstyledButton>
      )}
    </p>
  )
}
