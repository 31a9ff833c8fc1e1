import { ActionIcon, Progress } from '@mantine/core'
import {
  IconBellZ,
  IconBolt,
  IconCircleCheck,
  IconStatusChange,
  IconUser,
  IconUsersGroup,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView } from '#shared/rpc/models.ts'
import type { CommandId } from '../../app/keys/commands.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Hint } from '../../components/hint.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import type { Overlay } from '../../stores/screen.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './bulk.module.css'
import { BulkDialogs } from './bulk-dialogs.tsx'
import { useBulk } from './use-bulk.ts'
import { useMarking } from './use-marks.ts'

const ACTIONS: readonly { command: CommandId; overlay: Overlay; Icon: typeof IconUser }[] = [
  { command: 'selection.status', overlay: 'bulkStatus', Icon: IconStatusChange },
  { command: 'selection.owner', overlay: 'bulkOwner', Icon: IconUser },
  { command: 'selection.snooze', overlay: 'bulkSnooze', Icon: IconBellZ },
  { command: 'selection.macro', overlay: 'macro', Icon: IconBolt },
  { command: 'selection.team', overlay: 'bulkTeam', Icon: IconUsersGroup },
]

/** How many cases are selected and what can be done with all of them. */
export function BulkBar({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const { marks, focus } = useScreen()
  const navigation = useNavigation()
  const marking = useMarking()
  const { running, run } = useBulk()
  const count = useStore(marks, (state) => state.ids.size)

  useCommand('selection.clear', () => marking.clear())
  useCommand('selection.status', () => navigation.show('bulkStatus'))
  useCommand('selection.owner', () => navigation.show('bulkOwner'))
  useCommand('selection.team', () => navigation.show('bulkTeam'))
  useCommand('selection.snooze', () => navigation.show('bulkSnooze'))
  useCommand('selection.macro', () => navigation.show('macro'))
  useCommand('selection.mine', () => void run({ kind: 'owner', ownerId: agent.id }))
  useCommand('selection.resolve', () => void run({ kind: 'status', status: 'resolved' }))
  // The case's own Escape is bound in the same moment when the page is shown anew; this one comes first.
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  useCommand(
    'case.back',
    () => {
      const { activeElement } = document
      if (activeElement === document.body || activeElement?.closest('[data-case-list], [data-bulk-bar]'))
        marking.clear()
      focus.setState({ wish: { target: 'list' } })
    },
    mounted,
  )

  return (
    <section className={classes.bar} aria-label={t('bulk.label')} data-bulk-bar>
      <strong className={classes.count} role="status">
        {t('bulk.selected', { count })}
      </strong>
      <span className={classes.buttons}>
        {ACTIONS.map(({ command, overlay, Icon }) => (
          <Hint key={command} id={command}>
            <ActionIcon
              aria-label={t(`keys.command.${command}`)}
              disabled={running}
              onClick={() => navigation.show(overlay)}
            >
              <Icon size={17} stroke={1.9} aria-hidden />
            </ActionIcon>
          </Hint>
        ))}
        <Hint id="selection.resolve">
          <ActionIcon
            aria-label={t('keys.command.selection.resolve')}
            disabled={running}
            onClick={() => void run({ kind: 'status', status: 'resolved' })}
          >
            <IconCircleCheck size={17} stroke={1.9} aria-hidden />
          </ActionIcon>
        </Hint>
        <Hint id="selection.clear">
          <ActionIcon aria-label={t('keys.command.selection.clear')} onClick={() => marking.clear()}>
            <IconX size={16} stroke={2} aria-hidden />
          </ActionIcon>
        </Hint>
      </span>
      {running && <Running />}
      <BulkDialogs agent={agent} run={run} />
    </section>
  )
}

function Running() {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { data: last } = useQuery(queries.bulk.last.queryOptions())
  const share = last && last.done > 0 ? last.shown / last.done : 0
  return (
    <Progress.Root size="sm" className={classes.progress}>
      <Progress.Section value={Math.round(share * 100)} aria-label={t('bulk.progress')} />
    </Progress.Root>
  )
}
