import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Time } from '../../components/time.tsx'
import { RegistrationState } from './registration-state.tsx'
import classes from './registrations.module.css'

type Props = {
  registrations: readonly RegistrationView[]
  chosenId: string | null
  onChoose: (id: string) => void
}

/** Those that wait first, the decided ones under a heading of their own. */
export function RegistrationList({ registrations, chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const waiting = registrations.filter(waits)
  const decided = registrations.filter((registration) => !waits(registration))
  const box = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chosen entry is what scrolls
  useEffect(() => {
    box.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosenId])

  const group = (title: string, entries: readonly RegistrationView[]) =>
    entries.length > 0 && (
      <>
        <h2 className={classes.groupName}>{title}</h2>
        <ul className={classes.entries}>
          {entries.map((registration) => (
            <li key={registration.id}>
              <Entry
                registration={registration}
                chosen={registration.id === chosenId}
                onChoose={() => onChoose(registration.id)}
              />
            </li>
          ))}
        </ul>
      </>
    )

  return (
    <div className={classes.list} ref={box}>
      {group(t('registrations.group.waiting'), waiting)}
      {group(t('registrations.group.decided'), decided)}
    </div>
  )
}

export function waits({ state }: RegistrationView): boolean {
  return state === 'pending' || state === 'asked'
}

type EntryProps = { registration: RegistrationView; chosen: boolean; onChoose: () => void }

function Entry({ registration, chosen, onChoose }: EntryProps) {
  const { firstName, lastName, company, createdAt, decidedAt } = registration
  const name = `${firstName} ${lastName}`
  return (
    <UnstyledButton className={classes.entry} aria-current={chosen ? 'true' : undefined} onClick={onChoose}>
      <Avatar name={name} size={28} />
      <span className={classes.entryText}>
        <span className={classes.entryLine}>
          <span className={classes.entryName}>{name}</span>
          <Time at={decidedAt ?? createdAt} brief className={classes.time} />
        </span>
        <span className={classes.entryLine}>
          <span className={classes.company}>{company}</span>
          <RegistrationState registration={registration} />
        </span>
      </span>
    </UnstyledButton>
  )
}
