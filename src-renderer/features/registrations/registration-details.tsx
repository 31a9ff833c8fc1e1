import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Notice } from '../../components/notice.tsx'
import { Time } from '../../components/time.tsx'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import { Applicant } from './applicant.tsx'
import { isUndecided } from './approvals.ts'
import { Decide } from './decide.tsx'
import { Duplicates } from './duplicates.tsx'
import { EarlierRequests } from './earlier-requests.tsx'
import { History } from './history.tsx'
import { Proof } from './proof.tsx'
import { RegistrationState } from './registration-state.tsx'
import classes from './registrations.module.css'
import { UnsentWords } from './unsent-words.tsx'

type Props = { registration: RegistrationView; ordered: readonly RegistrationView[] }

/** Everything that helps to decide about one request, and the decision itself, which stays in sight. */
export function RegistrationDetails({ registration, ordered }: Props) {
  const { t } = useTranslation()
  const { company, conflict, pending, contactId } = registration
  const name = `${registration.firstName} ${registration.lastName}`

  return (
    <article className={classes.details} aria-label={name}>
      <div className={classes.scroll}>
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
        {pending && (
          <Notice tone="waiting" title={t(`registrations.pendingDecision.${pending}`)}>
            {t('registrations.pendingAdvice')}
          </Notice>
        )}
        {pending === null && !isUndecided(registration) && <UnsentWords registrationId={registration.id} />}
        <div className={classes.columns}>
          <div className={classes.column}>
            <Applicant registration={registration} />
            <EarlierRequests registration={registration} ordered={ordered} />
          </div>
          <div className={classes.column}>
            <Duplicates registration={registration} contactId={contactId} />
            <Proof registration={registration} />
            <History registration={registration} />
          </div>
        </div>
      </div>
      {isUndecided(registration) && !conflict && <Decide registration={registration} ordered={ordered} />}
    </article>
  )
}
