import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import { WARRANTY_DECISIONS } from '#shared/domain/rma-line.ts'
import { CASE_STATUSES } from '#shared/domain/status.ts'
import type {
  ApprovedAs,
  Conflict,
  LineFieldConflict,
  MergedConflict,
  TextConflict,
} from '#shared/portal-api/operations.ts'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { useAgents, useTeams } from '../../rpc/reads.ts'
import { EstimateStateChip } from '../estimates/estimate-state.tsx'
import classes from './conflict-card.module.css'
import { DiffText } from './diff-text.tsx'
import { MacroSides } from './macro-sides.tsx'
import { TemplateSides } from './template-sides.tsx'
import { ViewSides } from './view-sides.tsx'

type Props = { conflict: Conflict; theirName: string | null }

/** What was, what each of the two made of it, who and when. */
export function Sides({ conflict, theirName }: Props) {
  const { t } = useTranslation()
  const theirs = (
    <>
      {theirName ? t('conflict.theirsBy', { who: theirName }) : t('conflict.theirs')}
      {conflict.changedAt !== null && (
        <>
          , <Time at={conflict.changedAt} />
        </>
      )}
    </>
  )
  switch (conflict.field) {
    case 'status':
      return (
        <dl className={classes.sides}>
          <Side name={t('conflict.base')}>
            <StatusChip status={conflict.base} />
          </Side>
          <Side name={t('conflict.mine')}>
            <StatusChip status={conflict.mine} />
          </Side>
          <Side name={theirs}>
            <StatusChip status={conflict.theirs} />
          </Side>
        </dl>
      )
    case 'registration':
      return (
        <dl className={classes.sides}>
          <Side name={t('conflict.mine')}>
            {t(`conflict.decision.${conflict.mine}`)}
            <LetInAs as={conflict.approvals?.mine} />
          </Side>
          <Side name={theirs}>
            {t(`conflict.decision.${conflict.theirs}`)}
            <LetInAs as={conflict.approvals?.theirs} />
          </Side>
        </dl>
      )
    case 'merged':
      return <MergedSides conflict={conflict} theirs={t('conflict.inOther', { number: conflict.into.caseNumber })} />
    case 'merge':
      return (
        <dl className={classes.sides}>
          <Side name={t('conflict.mine')}>{conflict.mine}</Side>
          <Side name={theirs}>{conflict.theirs}</Side>
        </dl>
      )
    case 'estimate':
      return (
        <dl className={classes.sides}>
          <Side name={t('conflict.mine')}>
            <EstimateStateChip state={conflict.mine} pending={null} />
          </Side>
          <Side name={theirs}>
            <EstimateStateChip state={conflict.theirs} pending={null} />
          </Side>
        </dl>
      )
    case 'rmaStep':
      return (
        <dl className={classes.sides}>
          <Side name={t('conflict.base')}>{t(`rma.line.${conflict.base}`)}</Side>
          <Side name={t('conflict.mine')}>
            {t(`rma.line.${conflict.mine}`)}
            <Detail text={conflict.mineDetail} />
          </Side>
          <Side name={theirs}>
            {t(`rma.line.${conflict.theirs}`)}
            <Detail text={conflict.theirsDetail} />
          </Side>
        </dl>
      )
    case 'rmaLine':
      return conflict.of === 'warranty' ? (
        <WarrantySides conflict={conflict} theirs={theirs} />
      ) : (
        <TextSides conflict={conflict} isLong theirs={theirs} />
      )
    case 'macro':
      return <MacroSides conflict={conflict} theirs={theirs} />
    case 'view':
      return <ViewSides conflict={conflict} theirs={theirs} />
    case 'template':
      return <TemplateSides conflict={conflict} theirs={theirs} />
    case 'title':
    case 'description':
      return <TextSides conflict={conflict} isLong={conflict.field === 'description'} theirs={theirs} />
    default:
      return assertNever(conflict)
  }
}

/** The value that was wanted, and the one of the case that carries the merged one on. */
function MergedSides({ conflict, theirs }: { conflict: MergedConflict; theirs: string }) {
  const { t } = useTranslation()
  const { data: agents = [] } = useAgents()
  const { data: teams = [] } = useTeams()
  const shown = (value: string | null) => {
    if (conflict.change === 'status') {
      const status = CASE_STATUSES.find((known) => known === value)
      return status ? <StatusChip status={status} /> : value
    }
    const people = conflict.change === 'ownerId' ? agents : conflict.change === 'teamId' ? teams : []
    return people.find(({ id }) => id === value)?.name ?? value ?? t('list.unowned')
  }
  return (
    <dl className={classes.sides}>
      <Side name={t('conflict.mine')}>{shown(conflict.mine)}</Side>
      <Side name={theirs}>{shown(conflict.theirs)}</Side>
    </dl>
  )
}

/** What came with a step: a reason, a serial or a tracking number. */
function Detail({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <>
      <br />
      {text}
    </>
  )
}

function WarrantySides({ conflict, theirs }: { conflict: LineFieldConflict; theirs: ReactNode }) {
  const { t } = useTranslation()
  const name = (value: string) => {
    const decision = WARRANTY_DECISIONS.find((known) => known === value)
    return decision ? t(`rma.warranty.${decision}`) : value
  }
  return (
    <dl className={classes.sides}>
      <Side name={t('conflict.base')}>{name(conflict.base)}</Side>
      <Side name={t('conflict.mine')}>{name(conflict.mine)}</Side>
      <Side name={theirs}>{name(conflict.theirs)}</Side>
    </dl>
  )
}

/** With which company and role, where that is what the two approvals differ in. */
function LetInAs({ as }: { as: ApprovedAs | undefined }) {
  const { t } = useTranslation()
  if (!as) return null
  const { company, newCompany, role } = as
  return (
    <>
      <br />
      {newCompany ? t('conflict.newCompany', { company }) : company}
      <br />
      {t(`customers.role.${role}`)}
    </>
  )
}

type TextSidesProps = { conflict: TextConflict | LineFieldConflict; isLong: boolean; theirs: ReactNode }

function TextSides({ conflict, isLong, theirs }: TextSidesProps) {
  const { t } = useTranslation()
  const { base, mine } = conflict
  return (
    <>
      <dl className={classes.texts} data-long={isLong || undefined}>
        <Side name={t('conflict.base')}>
          <DiffText from={base} to={base} label={t('conflict.base')} />
        </Side>
        <Side name={t('conflict.mine')}>
          <DiffText from={base} to={mine} label={t('conflict.mine')} />
        </Side>
        <Side name={theirs}>
          <DiffText from={base} to={conflict.theirs} label={t('conflict.theirs')} />
        </Side>
      </dl>
      <p className={classes.legend}>
        <ins>{t('conflict.added')}</ins> · <del>{t('conflict.removed')}</del>
      </p>
    </>
  )
}

export function Side({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.side}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
