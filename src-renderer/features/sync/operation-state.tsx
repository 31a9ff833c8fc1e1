import {
  IconAlertTriangle,
  IconAlignLeft,
  IconArrowRight,
  IconArrowsSplit2,
  IconBan,
  IconBarrierBlock,
  IconBellZ,
  IconBolt,
  IconCheck,
  IconClockUp,
  IconEye,
  IconFilePlus,
  IconGitMerge,
  IconId,
  IconLayoutList,
  IconLink,
  IconLock,
  IconMailOpened,
  IconMessageQuestion,
  IconPencil,
  IconReceiptEuro,
  IconSend,
  IconTemplate,
  IconTool,
  IconUserCog,
  IconUserShare,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { OperationState, OperationView } from '#shared/rpc/models.ts'
import classes from './operation.module.css'

export const STATE_ICONS = {
  waiting: IconClockUp,
  sending: IconSend,
  settled: IconCheck,
  conflict: IconAlertTriangle,
  rejected: IconBan,
  quarantined: IconBarrierBlock,
} as const satisfies Record<OperationState, typeof IconCheck>

/** The state of an operation: colour, icon and word together. */
export function StateChip({ state }: { state: OperationState }) {
  const { t } = useTranslation()
  const Icon = STATE_ICONS[state]
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={13} stroke={2} aria-hidden />
      {t(`operations.state.${state}`)}
    </span>
  )
}

/** What kind of thing it does. */
export function KindIcon({ operation }: { operation: OperationView }) {
  const Icon = kindIcon(operation)
  return <Icon size={16} stroke={1.8} aria-hidden className={classes.kind} />
}

function kindIcon({ kind, visibility, owner, title, description, teamName }: OperationView): typeof IconCheck {
  switch (kind) {
    case 'note.create':
      return visibility === 'internal' ? IconLock : IconSend
    case 'case.update':
      if (owner) return IconUserShare
      if (title !== null) return IconPencil
      if (description !== null) return IconAlignLeft
      return teamName !== null ? IconUsersGroup : IconArrowRight
    case 'case.create':
      return IconFilePlus
    case 'registration.decide':
      return IconId
    case 'registration.ask':
      return IconMessageQuestion
    case 'contact.act':
      return IconUserCog
    case 'estimate.send':
    case 'estimate.withdraw':
      return IconReceiptEuro
    case 'rma.create':
    case 'rma.addLine':
    case 'rma.removeLine':
    case 'rma.updateLine':
    case 'rma.step':
      return IconTool
    case 'template.save':
    case 'template.delete':
      return IconTemplate
    case 'macro.save':
    case 'macro.delete':
      return IconBolt
    case 'view.save':
    case 'view.delete':
      return IconLayoutList
    case 'case.merge':
    case 'case.unmerge':
      return IconGitMerge
    case 'case.split':
      return IconArrowsSplit2
    case 'case.link':
    case 'case.unlink':
      return IconLink
    case 'case.snooze':
      return IconBellZ
    case 'case.read':
      return IconMailOpened
    case 'case.follow':
      return IconEye
    default:
      return assertNever(kind)
  }
}
