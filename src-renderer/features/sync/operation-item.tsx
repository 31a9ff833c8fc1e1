import { Button, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCheck,
  IconClockUp,
  IconLock,
  IconSend,
  IconUserShare,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { OperationView } from '#shared/rpc/models.ts'
import { failureWords } from '../../components/problem-words.ts'
import { Time } from '../../components/time.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useSyncState } from '../../rpc/reads.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ConflictCard } from '../case/conflict-card.tsx'
import { operationTitle } from './operation-words.ts'
import classes from './sync.module.css'

const STATE_ICONS = {
  waiting: IconClockUp,
  sending: IconSend,
  settled: IconCheck,
  conflict: IconAlertTriangle,
  rejected: IconAlertTriangle,
} as const

/** One line of what waits, in words, with what can be done about it. */
export function OperationItem({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const Kind =
    operation.kind === 'case.update' ? (operation.owner ? IconUserShare : IconArrowRight) : kindIcon(operation)
  const StateIcon = STATE_ICONS[operation.state]

  return (
    <li className={classes.operation}>
      <div className={classes.opHead}>
        <Kind size={16} stroke={1.8} aria-hidden className={classes.opKind} />
        <div className={classes.opWhat}>
          <p>
            <strong>{operationTitle(operation, t)}</strong>{' '}
            <UnstyledButton
              className={classes.opCase}
              aria-label={t('operations.openCase', { number: operation.caseNumber })}
              onClick={() => navigation.openCase(operation.caseId)}
            >
              {operation.caseNumber}
            </UnstyledButton>{' '}
            <span className={classes.dim}>{operation.caseTitle}</span>
          </p>
          <Facts operation={operation} />
          {operation.body && <p className={classes.opBody}>{operation.body}</p>}
          <ProblemLine operation={operation} />
        </div>
        <span className={classes.opState} data-state={operation.state}>
          <StateIcon size={13} stroke={2} aria-hidden />
          {t(`operations.state.${operation.state}`)}
        </span>
      </div>
      {operation.state === 'conflict' && operation.conflict ? (
        <ConflictCard
          opId={operation.opId}
          conflict={operation.conflict}
          changedByName={operation.changedByName}
          caseNumber={operation.caseNumber}
        />
      ) : (
        <Actions operation={operation} />
      )}
    </li>
  )
}

function kindIcon(operation: OperationView) {
  return operation.visibility === 'internal' ? IconLock : IconSend
}

function Facts({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const now = useStore(clock, (state) => state.now)
  if (operation.state === 'settled') {
    return (
      <p className={classes.dim}>
        <Time at={operation.writtenAt} />
      </p>
    )
  }
  const facts = [
    t('operations.since', { time: sinceWords(operation.writtenAt) }),
    operation.attempts > 0 ? t('operations.tried', { count: operation.attempts }) : '',
    operation.nextAttemptAt !== null && operation.nextAttemptAt > now
      ? t('operations.next', { time: format.relative(operation.nextAttemptAt, now) })
      : '',
  ]
  return <p className={classes.dim}>{facts.filter(Boolean).join(' · ')}</p>

  function sinceWords(at: number) {
    return format.date(at) === format.date(now) ? format.clock(at) : `${format.date(at)} ${format.clock(at)}`
  }
}

function ProblemLine({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  if (!operation.problem || operation.state === 'settled') return null
  const { title, advice } = failureWords({ kind: 'problem', problem: operation.problem }, t)
  return (
    <p className={classes.opProblem}>
      <strong>{title}.</strong> {advice}
    </p>
  )
}

function Actions({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const change = useChange()
  const { data: sync } = useSyncState()
  const { opId, state, body } = operation
  if (state !== 'waiting' && state !== 'rejected') return null

  async function withdraw() {
    const done = await change((desk) => desk.sync.withdraw({ opId }))
    if (done) notifications.show({ message: t(body ? 'operations.withdrawn' : 'operations.withdrawnChange') })
  }

  return (
    <div className={classes.opActions}>
      <Button
        variant="default"
        disabled={sync?.workOffline}
        onClick={() => void change((desk) => desk.sync.retry({ opId }))}
      >
        {t('operations.retry')}
      </Button>
      <Button variant="subtle" color="gray" onClick={() => void withdraw()}>
        {t(body ? 'operations.withdrawWords' : 'operations.withdraw')}
      </Button>
    </div>
  )
}
