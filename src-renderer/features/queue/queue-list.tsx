import { UnstyledButton } from '@mantine/core'
import {
  IconAlarm,
  IconAlertTriangle,
  IconBellZ,
  IconCircleCheck,
  IconHourglass,
  IconStack2,
  IconTool,
  IconUserCircle,
  IconUserQuestion,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { QUEUES, type Queue } from '#shared/rpc/models.ts'
import type { CommandId } from '../../app/keys/commands.ts'
import { Hint } from '../../components/hint.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useCounters } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ViewList } from '../views/view-list.tsx'
import classes from './queue-list.module.css'

const ICONS: Record<Queue, typeof IconTool> = {
  open: IconStack2,
  mine: IconUserCircle,
  unassigned: IconUserQuestion,
  breached: IconAlertTriangle,
  at_risk: IconAlarm,
  snoozed: IconBellZ,
  waiting: IconHourglass,
  active: IconTool,
  closed: IconCircleCheck,
}

const KEYS: Partial<Record<Queue, CommandId>> = {
  open: 'go.queues',
  mine: 'go.mine',
  unassigned: 'go.unassigned',
  breached: 'go.breached',
  at_risk: 'go.atRisk',
  snoozed: 'go.snoozed',
}
/** A little space stands before these. */
const STARTS: readonly Queue[] = ['breached', 'waiting']

export function QueueList() {
  const { t } = useTranslation()
  const { list } = useScreen()
  const chosen = useStore(list.state, (state) => state.query.queue)
  const { data: counters } = useCounters()

  return (
    <>
      <h2 className={classes.heading}>{t('queue.title')}</h2>
      <ul className={classes.list}>
        {QUEUES.map((queue) => (
          <li key={queue} className={STARTS.includes(queue) ? classes.groupStart : undefined}>
            <QueueEntry queue={queue} chosen={queue === chosen} count={counters?.[queue]} />
          </li>
        ))}
      </ul>
      <ViewList />
    </>
  )
}

function QueueEntry({ queue, chosen, count }: { queue: Queue; chosen: boolean; count: number | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const Icon = ICONS[queue]
  const name = t(`queue.name.${queue}`)
  const keys = KEYS[queue]

  const button = (
    <UnstyledButton
      className={classes.entry}
      data-queue={queue}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => navigation.goQueue(queue)}
    >
      <Icon size={17} stroke={1.8} aria-hidden className={classes.icon} />
      <span className={classes.name}>{name}</span>
      <span className={classes.count}>{count === undefined ? '' : format.number(count)}</span>
    </UnstyledButton>
  )
  return keys ? (
    <Hint id={keys} label={name}>
      {button}
    </Hint>
  ) : (
    button
  )
}
