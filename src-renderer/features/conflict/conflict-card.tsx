import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import { canStep } from '#shared/domain/rma-line.ts'
import { CASE_STATUSES, type CaseStatus, canMove } from '#shared/domain/status.ts'
import type { Conflict } from '#shared/portal-api/operations.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useFocusHome } from '../../components/use-focus-home.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from './conflict-card.module.css'
import { ConflictEditor, isWritten } from './conflict-editor.tsx'
import { Sides } from './sides.tsx'

type Props = {
  opId: string
  conflict: Conflict
  changedByName: string | null
  /** The case's number, whom the registration is of, the template's or the view's name. */
  subject: string
  /** The keys 1, 2 and 3 act on this card. */
  keys: boolean
}

/** Mine against theirs: what was, what each chose, and the choice. The same card wherever the conflict is met. */
export function ConflictCard({ opId, conflict, changedByName, subject, keys }: Props) {
  const { t } = useTranslation()
  const change = useChange()
  const { merged } = useScreen()
  const card = useRef<HTMLElement>(null)
  useFocusHome(card)
  const [busy, setBusy] = useState(false)
  const [editing, setEditing] = useState(false)
  const text = isWritten(conflict) ? conflict : null
  const heading =
    conflict.field === 'status' && conflict.reason === 'illegal'
      ? t('conflict.illegalTitle')
      : t(`conflict.about.${conflict.field}`)

  const about = conflict.field === 'rmaLine' ? `${subject}, ${t(`rma.field.${conflict.of}`)}` : subject

  async function resolve(choice: { choice: 'mine' | 'theirs' } | { choice: 'edited'; text: string }): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    const done = await change((desk) => desk.sync.resolveConflict({ opId, ...choice }))
    setBusy(false)
    if (done) merged.setState({ [opId]: undefined })
    return done
  }

  const mineStands = mayKeepMine(conflict)
  useCommand('conflict.mine', () => void resolve({ choice: 'mine' }), keys && !editing && mineStands)
  useCommand('conflict.theirs', () => void resolve({ choice: 'theirs' }), keys && !editing)
  useCommand('conflict.edit', () => setEditing(true), keys && !editing && text !== null)

  const labels = choiceLabels(conflict, t)
  return (
    <section ref={card} className={classes.card} aria-label={`${heading}: ${about}`}>
      <h3 className={classes.title}>
        <IconAlertTriangle size={16} stroke={2} aria-hidden />
        {heading}
      </h3>
      <p>{explain(conflict, changedByName, t)}</p>
      <Sides conflict={conflict} theirName={changedByName} />
      {text && editing ? (
        <ConflictEditor
          opId={opId}
          conflict={text}
          busy={busy}
          onSend={(edited) => resolve({ choice: 'edited', text: edited })}
          onBack={() => setEditing(false)}
        />
      ) : (
        <div className={classes.actions}>
          {mineStands && (
            <Button
              disabled={busy}
              rightSection={keys && <Keys id="conflict.mine" />}
              onClick={() => void resolve({ choice: 'mine' })}
            >
              {labels.mine}
            </Button>
          )}
          <Button
            variant={mineStands ? 'default' : 'filled'}
            disabled={busy}
            rightSection={keys && <Keys id="conflict.theirs" />}
            onClick={() => void resolve({ choice: 'theirs' })}
          >
            {labels.theirs}
          </Button>
          {text && (
            <Button
              variant="default"
              disabled={busy}
              rightSection={keys && <Keys id="conflict.edit" />}
              onClick={() => setEditing(true)}
            >
              {t('conflict.edit')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

/** The first decision on a registration and the answer to an estimate stand; a status must be reachable from theirs. */
function mayKeepMine(conflict: Conflict): boolean {
  switch (conflict.field) {
    case 'status':
      return canMove(conflict.theirs, conflict.mine)
    case 'merged':
      return conflict.change !== 'status' || canMove(statusIn(conflict.theirs), statusIn(conflict.mine))
    case 'merge':
    case 'registration':
    case 'estimate':
      return false
    case 'rmaStep':
      return canStep(conflict.theirs, conflict.mine)
    case 'rmaLine':
    case 'title':
    case 'description':
    case 'template':
    case 'macro':
    case 'view':
      return true
    default:
      return assertNever(conflict)
  }
}

function choiceLabels(conflict: Conflict, t: TFunction): { mine: string; theirs: string } {
  switch (conflict.field) {
    case 'status':
      return {
        mine: t('conflict.keepMine', { value: t(`status.${conflict.mine}`) }),
        theirs: t('conflict.takeTheirs', { value: t(`status.${conflict.theirs}`) }),
      }
    case 'registration':
      return { mine: '', theirs: t('conflict.firstDecisionStands') }
    case 'merged':
      return {
        mine: t('conflict.changeOther', { number: conflict.into.caseNumber }),
        theirs: t('conflict.leaveOther', { number: conflict.into.caseNumber }),
      }
    case 'merge':
      return { mine: '', theirs: t('conflict.estimateSettled') }
    case 'estimate':
      return { mine: '', theirs: t('conflict.estimateSettled') }
    case 'rmaStep':
      return {
        mine: t('conflict.keepMine', { value: t(`rma.line.${conflict.mine}`) }),
        theirs: mayKeepMine(conflict)
          ? t('conflict.takeTheirs', { value: t(`rma.line.${conflict.theirs}`) })
          : t('conflict.stepSettled'),
      }
    case 'rmaLine':
    case 'title':
    case 'description':
    case 'template':
    case 'macro':
    case 'view':
      return { mine: t('conflict.keepMyText'), theirs: t('conflict.takeTheirText') }
    default:
      return assertNever(conflict)
  }
}

function explain(conflict: Conflict, who: string | null, t: TFunction): string {
  switch (conflict.field) {
    case 'status': {
      const values = { mine: t(`status.${conflict.mine}`), theirs: t(`status.${conflict.theirs}`) }
      return who ? t('conflict.explain', { ...values, who }) : t('conflict.explainNobody', values)
    }
    case 'registration':
      if (conflict.approvals) return t('conflict.explainApproval', { who: who ?? t('conflict.somebody') })
      return t('conflict.explainDecision', {
        mine: t(`conflict.decision.${conflict.mine}`),
        theirs: t(`conflict.decision.${conflict.theirs}`),
        who: who ?? t('conflict.somebody'),
      })
    case 'merged':
      return t('conflict.explainMerged', {
        number: conflict.into.caseNumber,
        field: t(`history.field.${conflict.change}`),
      })
    case 'merge':
      return t('conflict.explainMerge', {
        mine: conflict.mine,
        theirs: conflict.theirs,
        who: who ?? t('conflict.somebody'),
      })
    case 'estimate':
      return t(`conflict.explainEstimate.${conflict.theirs}`, { who: who ?? t('conflict.somebody') })
    case 'rmaStep':
      return t(mayKeepMine(conflict) ? 'conflict.explainStep' : 'conflict.explainStepFixed', {
        serial: conflict.serialNumber,
        mine: t(`rma.line.${conflict.mine}`),
        theirs: t(`rma.line.${conflict.theirs}`),
        who: who ?? t('conflict.somebody'),
      })
    case 'rmaLine':
      return t('conflict.explainLine', {
        serial: conflict.serialNumber,
        field: t(`rma.field.${conflict.of}`),
        who: who ?? t('conflict.somebody'),
      })
    case 'macro':
      return t('conflict.explainMacro', { name: conflict.theirs.name, who: who ?? t('conflict.somebody') })
    case 'view':
      return t('conflict.explainView', { name: conflict.theirs.name, who: who ?? t('conflict.somebody') })
    case 'template':
      return t('conflict.explainTemplate', { name: conflict.theirs.name, who: who ?? t('conflict.somebody') })
    case 'title':
    case 'description':
      return who ? t('conflict.explainText', { who }) : t('conflict.explainTextNobody')
    default:
      return assertNever(conflict)
  }
}

function statusIn(value: string | null): CaseStatus {
  return CASE_STATUSES.find((status) => status === value) ?? 'resolved'
}
