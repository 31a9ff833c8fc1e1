import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/rpc/models.ts'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import classes from './operation.module.css'
import { OperationActions } from './operation-actions.tsx'
import { OperationEditor } from './operation-editor.tsx'
import { OperationFacts } from './operation-facts.tsx'
import { KindIcon, StateChip } from './operation-state.tsx'
import { OperationSubject } from './operation-subject.tsx'
import { operationText, operationTitle } from './operation-words.ts'

export function operationElementId(opId: string): string {
  return `operation-${opId}`
}

type Props = {
  operation: OperationView
  marked: boolean
  editing: boolean
  onMark: (opId: string) => void
  onEdit: (opId: string | null) => void
}

/** One line of what waits, in words, with what can be done about it. */
export const OperationItem = memo(function OperationItem({ operation, marked, editing, onMark, onEdit }: Props) {
  const { t } = useTranslation()
  const { opId, state, conflict, caseNumber, caseTitle } = operation
  const title = operationTitle(operation, t)
  const text = operationText(operation)

  return (
    <li>
      <article
        id={operationElementId(opId)}
        className={classes.operation}
        tabIndex={-1}
        data-marked={marked || undefined}
        data-state={state}
        aria-label={`${title}, ${caseNumber || caseTitle}: ${t(`operations.state.${state}`)}`}
        onFocus={() => onMark(opId)}
      >
        <div className={classes.head}>
          <KindIcon operation={operation} />
          <div className={classes.what}>
            <p className={classes.title}>{title}</p>
            <OperationSubject operation={operation} />
          </div>
          <StateChip state={state} />
        </div>
        <div className={classes.rest}>
          {text && !editing && <p className={classes.words}>{text}</p>}
          <OperationFacts operation={operation} />
          {editing ? (
            <OperationEditor operation={operation} onDone={() => onEdit(null)} />
          ) : (
            <OperationActions operation={operation} marked={marked} onEdit={() => onEdit(opId)} />
          )}
        </div>
        {conflict && state === 'conflict' && (
          <ConflictCard
            opId={opId}
            conflict={conflict}
            changedByName={operation.changedByName}
            subject={caseNumber || caseTitle}
            keys={marked}
          />
        )}
      </article>
    </li>
  )
})
