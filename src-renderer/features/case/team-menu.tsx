import { Button, Menu, Modal, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useTeams } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './case-header.module.css'
import composer from './composer.module.css'
import menu from './menu.module.css'
import { PendingMark } from './pending-mark.tsx'
import { useAbout } from './use-about.ts'
import { useCaseActions } from './use-case-actions.ts'

type Team = { id: string; name: string }

/** The team with the ways to the others; to one that the agent is not in, only after a question. */
export function TeamMenu({ detail, agent }: { detail: CaseDetail; agent: AgentView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const { data: teams } = useTeams()
  const { setTeam } = useCaseActions(detail.case.id)
  const opened = useAbout(detail.case.id) === 'team'
  const [leaving, setLeaving] = useState<Team | null>(null)
  const name = detail.team?.name ?? t('case.empty')
  const mine = new Set(agent.teamIds)
  const sorted = [...(teams ?? [])].sort((a, b) => format.compare(a.name, b.name))

  return (
    <>
      <Menu
        opened={opened}
        width={270}
        onChange={(open) => (open ? navigation.show('team') : navigation.hide('team'))}
        returnFocus
      >
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-label={t('case.changeTeam', { team: name })}>
            <IconUsersGroup size={15} stroke={1.8} aria-hidden />
            <span className={classes.buttonText}>{name}</span>
            {detail.pendingFields.includes('teamId') && <PendingMark className={classes.pending} />}
            <IconChevronDown size={13} stroke={2} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('case.moveToTeam')}</Menu.Label>
          {sorted.map((team) => (
            <Menu.Item
              key={team.id}
              leftSection={<IconUsersGroup size={16} stroke={1.8} aria-hidden />}
              rightSection={team.id === detail.case.teamId ? <IconCheck size={14} aria-hidden /> : undefined}
              aria-current={team.id === detail.case.teamId || undefined}
              onClick={() => {
                if (team.id === detail.case.teamId) return
                if (mine.has(team.id)) void setTeam(team.id)
                else setLeaving(team)
              }}
            >
              {team.name}
              {!mine.has(team.id) && <span className={menu.note}>{t('case.teamNotYours')}</span>}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {leaving && (
        <Modal
          opened
          onClose={() => setLeaving(null)}
          title={t('case.leaveTeamTitle', { team: leaving.name })}
          closeButtonProps={{ 'aria-label': t('app.close') }}
        >
          <p className={menu.dialogText}>{t('case.leaveTeamText')}</p>
          <div className={composer.dialogActions}>
            <Button data-autofocus variant="default" onClick={() => setLeaving(null)}>
              {t('app.cancel')}
            </Button>
            <Button
              onClick={() => {
                void setTeam(leaving.id)
                setLeaving(null)
              }}
            >
              {t('case.leaveTeamMove')}
            </Button>
          </div>
        </Modal>
      )}
    </>
  )
}
