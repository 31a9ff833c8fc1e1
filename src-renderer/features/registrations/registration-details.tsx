import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Notice } from '../../components/notice.tsx'
import { Time } from '../../components/time.tsx'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import { Decide } from './decide.tsx'
import { waits } from './registration-list.tsx'
import { RegistrationState } from './registration-state.tsx'
import classes from './registrations.module.css'

/** Everything that the applicant wrote, and the decision. */
export function RegistrationDetails({ registration }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const { company, conflict, pending, decisionReason, decidedAt, decidedByName } = registration
  const name = `${registration.firstName} ${registration.lastName}`
  const facts: [string, string | null][] = [
    [t('registrations.field.salutation'), registration.salutation],
    [t('registrations.field.email'), registration.email],
    [t('registrations.field.phone'), registration.phone],
    [t('registrations.field.mobile'), registration.mobile],
    [t('registrations.field.company'), company],
    [t('registrations.field.department'), registration.department],
    [t('registrations.field.taxNumber'), registration.taxNumber],
    [t('registrations.field.country'), registration.country],
    [t('registrations.field.language'), t(`language.${registration.language}`)],
  ]

  return (
    <article className={classes.details} aria-label={name}>
      <header className={classes.head}>
        <Avatar name={name} size={28} />
        <div className={classes.headText}>
          <h2 className={classes.name}>{name}</h2>
          <p className={classes.dim}>
            {company} · <Time at={registration.createdAt} />
          </p>
        </div>
        <RegistrationState registration={registration} />
      </header>
      {conflict && (
        <ConflictCard
          opId={conflict.opId}
          conflict={conflict.conflict}
          changedByName={conflict.changedByName}
          subject={name}
          keys
        />
      )}
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || t('case.empty')}</dd>
          </div>
        ))}
      </dl>
      {pending ? (
        <Notice tone="waiting" title={t(`registrations.pendingDecision.${pending}`)}>
          {t('registrations.pendingAdvice')}
        </Notice>
      ) : waits(registration) ? (
        <Decide registration={registration} />
      ) : (
        <div className={classes.decided}>
          <p>
            {t(`registrations.decidedBy.${registration.state === 'approved' ? 'approved' : 'rejected'}`, {
              name: decidedByName ?? t('thread.unknownAuthor'),
            })}
            {decidedAt !== null && (
              <>
                {', '}
                <Time at={decidedAt} />
              </>
            )}
          </p>
          {decisionReason && <blockquote className={classes.reason}>{decisionReason}</blockquote>}
        </div>
      )}
    </article>
  )
}
