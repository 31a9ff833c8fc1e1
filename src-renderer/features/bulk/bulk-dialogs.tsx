import { Button, Modal } from '@mantine/core'
import { IconBellZ, IconMessageReply, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { snoozePresets } from '#shared/domain/snooze.ts'
import { CASE_STATUSES, statusGroup } from '#shared/domain/status.ts'
import type { BulkAction } from '#shared/rpc/bulk.ts'
import type { AgentView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { PickDialog } from '../../components/pick-dialog.tsx'
import { StatusIcon } from '../../components/status.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useAgents, useTeams } from '../../rpc/reads.ts'
import { type Overlay, useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import menu from '../case/menu.module.css'
import classes from './bulk.module.css'

type Props = { agent: AgentView; run: (action: BulkAction) => unknown }

const NOBODY = 'nobody'
const ANSWER = 'answer'

/** What is chosen for all selected cases. */
export function BulkDialogs(props: Props) {
  const { view } = useScreen()
  const overlay = useStore(view, (state) => state.overlay)
  if (overlay === 'bulkStatus') return <StatusDialog {...props} />
  if (overlay === 'bulkOwner') return <OwnerDialog {...props} />
  if (overlay === 'bulkSnooze') return <SnoozeDialog {...props} />
  return overlay === 'bulkTeam' ? <TeamDialog {...props} /> : null
}

function useDialog(overlay: Overlay, run: Props['run']) {
  const navigation = useNavigation()
  const close = () => navigation.hide(overlay)
  return {
    close,
    take(action: BulkAction) {
      close()
      void run(action)
    },
  }
}

function StatusDialog({ run }: Props) {
  const { t } = useTranslation()
  const { close, take } = useDialog('bulkStatus', run)
  const picks = CASE_STATUSES.map((status) => ({
    id: status,
    name: t(`status.${status}`),
    icon: (
      <span className={menu.status} data-group={statusGroup(status)}>
        <StatusIcon group={statusGroup(status)} size={16} />
      </span>
    ),
  }))
  return (
    <PickDialog
      title={t('bulk.statusTitle')}
      picks={picks}
      onClose={close}
      onPick={(id) => {
        const status = CASE_STATUSES.find((known) => known === id)
        if (status) take({ kind: 'status', status })
      }}
    />
  )
}

function SnoozeDialog({ run }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { close, take } = useDialog('bulkSnooze', run)
  const [presets] = useState(() => snoozePresets(Date.now()))
  const picks = [
    ...presets.map(({ preset, until }) => ({
      id: String(until),
      name: t(`snooze.preset.${preset}`),
      note: format.moment(until),
      icon: <IconBellZ size={16} stroke={1.8} aria-hidden />,
    })),
    { id: ANSWER, name: t('snooze.preset.answer'), icon: <IconMessageReply size={16} stroke={1.8} aria-hidden /> },
  ]
  return (
    <PickDialog
      title={t('bulk.snoozeTitle')}
      picks={picks}
      onClose={close}
      onPick={(id) => take({ kind: 'snooze', until: id === ANSWER ? null : Number(id) })}
    />
  )
}

function OwnerDialog({ agent, run }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: agents } = useAgents()
  const { close, take } = useDialog('bulkOwner', run)
  const others = (agents ?? []).filter(({ id }) => id !== agent.id).sort((a, b) => format.compare(a.name, b.name))
  const picks = [
    {
      id: agent.id,
      name: agent.name,
      note: t('case.assignToMe').toLowerCase(),
      icon: <Avatar name={agent.name} size={22} />,
    },
    ...others.map(({ id, name }) => ({ id, name, icon: <Avatar name={name} size={22} /> })),
    { id: NOBODY, name: t('case.assignToNobody'), icon: <Avatar name={null} size={22} /> },
  ]
  return (
    <PickDialog
      title={t('bulk.ownerTitle')}
      picks={picks}
      onClose={close}
      onPick={(id) => take({ kind: 'owner', ownerId: id === NOBODY ? null : id })}
    />
  )
}

/** To a team that the agent is not in only after a question: the cases leave this desk. */
function TeamDialog({ agent, run }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: teams } = useTeams()
  const { close, take } = useDialog('bulkTeam', run)
  const [leaving, setLeaving] = useState<{ id: string; name: string } | null>(null)
  const mine = new Set(agent.teamIds)
  if (leaving) {
    return (
      <Modal
        opened
        onClose={close}
        title={t('bulk.leaveTitle', { team: leaving.name })}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <p className={menu.dialogText}>{t('bulk.leaveText')}</p>
        <div className={classes.actions}>
          <Button data-autofocus variant="default" onClick={close}>
            {t('app.cancel')}
          </Button>
          <Button onClick={() => take({ kind: 'team', teamId: leaving.id })}>{t('case.leaveTeamMove')}</Button>
        </div>
      </Modal>
    )
  }
  const picks = [...(teams ?? [])]
    .sort((a, b) => format.compare(a.name, b.name))
    .map(({ id, name }) => ({
      id,
      name,
      icon: <IconUsersGroup size={16} stroke={1.8} aria-hidden />,
      note: mine.has(id) ? undefined : t('case.teamNotYours'),
    }))
  return (
    <PickDialog
      title={t('bulk.teamTitle')}
      picks={picks}
      onClose={close}
      onPick={(id) => {
        if (mine.has(id)) take({ kind: 'team', teamId: id })
        else setLeaving((teams ?? []).find((team) => team.id === id) ?? null)
      }}
    />
  )
}
