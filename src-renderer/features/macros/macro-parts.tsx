import { IconBellZ, IconLock, IconMessage2, IconStatusChange, IconUser, IconUsersGroup } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { MacroPart, MacroPreview } from '#shared/rpc/macros.ts'
import type { Format } from '../../components/format.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useAgents, useTeams } from '../../rpc/reads.ts'
import classes from './macros.module.css'

const ICONS: Record<MacroPart['kind'], typeof IconUser> = {
  reply: IconMessage2,
  note: IconLock,
  status: IconStatusChange,
  owner: IconUser,
  snooze: IconBellZ,
  team: IconUsersGroup,
}

type Names = { nameOf: (id: string) => string; teamOf: (id: string) => string }

/** One line for each thing that will be done. */
export function MacroParts({ preview }: { preview: MacroPreview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: agents } = useAgents()
  const { data: teams } = useTeams()
  const names: Names = {
    nameOf: (id) => agents?.find((agent) => agent.id === id)?.name ?? '',
    teamOf: (id) => teams?.find((team) => team.id === id)?.name ?? '',
  }
  return (
    <ul className={classes.parts} aria-label={t('macros.does')}>
      {preview.parts.map((part) => {
        const Icon = ICONS[part.kind]
        return (
          <li key={part.kind}>
            <Icon size={16} stroke={1.8} aria-hidden />
            {partWords(part, preview.to, names, t, format)}
          </li>
        )
      })}
    </ul>
  )
}

function partWords(part: MacroPart, to: string | null, names: Names, t: TFunction, format: Format): string {
  switch (part.kind) {
    case 'reply':
      return t('macros.part.reply', { to: to ?? '' })
    case 'note':
      return t('macros.part.note')
    case 'status':
      return t('macros.part.status', { status: t(`status.${part.value}`) })
    case 'owner':
      return part.value === null ? t('macros.part.nobody') : t('macros.part.owner', { name: names.nameOf(part.value) })
    case 'snooze':
      return part.value === null
        ? t('macros.part.snoozeAnswer')
        : t('macros.part.snooze', { until: format.moment(part.value) })
    case 'team':
      return t('macros.part.team', { team: names.teamOf(part.value) })
    default:
      return assertNever(part)
  }
}
