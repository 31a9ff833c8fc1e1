import { IconBuildingCommunity, IconCheck, IconShieldCheck, IconShieldX, IconUsers } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Time } from '../../components/time.tsx'
import { groupOf } from './approvals.ts'
import { RegistrationState } from './registration-state.tsx'
import classes from './registrations.module.css'

export function registrationElementId(id: string): string {
  return `registration-${id}`
}

type Props = {
  registration: RegistrationView
  current: boolean
  marked: boolean
  /** Decided ones are not decided again. */
  markable: boolean
  position: number
  count: number
  onOpen: (id: string) => void
  onToggle: (id: string) => void
}

/** Two lines: who from where, how far it is, and what speaks for or against it. */
export const RegistrationRow = memo(function RegistrationRow(props: Props) {
  const { registration, current, marked, markable, position, count, onOpen, onToggle } = props
  const { t } = useTranslation()
  const { id, firstName, lastName, company, createdAt, decidedAt } = registration
  const name = `${firstName} ${lastName}`
  // The heading above says that these wait.
  const plain = groupOf(registration) === 'waiting' && registration.conflict === null
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys; an option has only the pointer
    <div
      id={registrationElementId(id)}
      className={classes.entry}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      aria-posinset={position}
      aria-setsize={count}
      data-current={current || undefined}
      data-marked={marked || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true })
        if (markable && (event.ctrlKey || event.metaKey)) onToggle(id)
        else onOpen(id)
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer's way to mark; the keys are x and Space */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys */}
      <span
        className={classes.mark}
        title={markable ? t('keys.command.registrations.select') : undefined}
        onClick={(event) => {
          if (!markable) return
          event.stopPropagation()
          onToggle(id)
        }}
      >
        {marked ? (
          <span className={classes.tick}>
            <IconCheck size={16} stroke={2.4} aria-hidden />
          </span>
        ) : (
          <Avatar name={name} size={28} />
        )}
      </span>
      <span className={classes.entryText}>
        <span className={classes.entryLine}>
          <span className={classes.entryName}>{name}</span>
          <Time at={decidedAt ?? createdAt} brief className={classes.time} />
        </span>
        <span className={classes.entryLine}>
          <span className={classes.company}>{company}</span>
          {markable && <Signs registration={registration} />}
          {!plain && <RegistrationState registration={registration} />}
        </span>
      </span>
    </div>
  )
})

/** Proof, company and possible duplicates at a glance. */
function Signs({ registration: { proof, matches, duplicates } }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const Shield = proof === 'match' ? IconShieldCheck : IconShieldX
  return (
    <span className={classes.signs}>
      {proof !== 'none' && (
        <Sign tone={proof === 'match' ? 'good' : 'danger'} label={t(`registrations.proof.${proof}`)}>
          <Shield size={14} stroke={2} aria-hidden />
        </Sign>
      )}
      {matches.length > 0 && (
        <Sign tone="dim" label={t('registrations.matchCount', { count: matches.length })}>
          <IconBuildingCommunity size={14} stroke={1.9} aria-hidden />
        </Sign>
      )}
      {duplicates.length > 0 && (
        <Sign tone="waiting" label={t('registrations.duplicates')}>
          <IconUsers size={14} stroke={1.9} aria-hidden />
        </Sign>
      )}
    </span>
  )
}

function Sign({ tone, label, children }: { tone: string; label: string; children: React.ReactNode }) {
  return (
    <span className={classes.sign} data-tone={tone} title={label}>
      {children}
      <span className="visually-hidden">{label}</span>
    </span>
  )
}
