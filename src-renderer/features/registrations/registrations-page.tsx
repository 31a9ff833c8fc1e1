import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useRegistrations } from '../../rpc/reads.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { RegistrationDetails } from './registration-details.tsx'
import { RegistrationList } from './registration-list.tsx'
import classes from './registrations.module.css'

/** Requests for access that wait for a decision, and those decided lately. */
export function RegistrationsPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { data, error } = useRegistrations()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const registrations = data?.registrations ?? []
  const at = Math.max(
    0,
    registrations.findIndex(({ id }) => id === chosenId),
  )
  const shown: RegistrationView | undefined = registrations[at]
  const step = (delta: number) => {
    const next = registrations[Math.max(0, Math.min(registrations.length - 1, at + delta))]
    if (next) setChosenId(next.id)
  }
  useCommand('list.next', () => step(1))
  useCommand('list.previous', () => step(-1))
  useCommand('case.back', () => navigation.go('queue'))

  if (!data) {
    return error ? (
      <Empty
        alert
        icon={<IconAlertTriangle size={24} stroke={1.6} />}
        title={errorWords(error, t).title}
        advice={errorWords(error, t).advice}
      />
    ) : (
      <div className={`${classes.loading} late`}>
        <Loader size="sm" aria-label={t('app.loading')} />
      </div>
    )
  }
  return (
    <div className={classes.page}>
      <section className={classes.side} aria-label={t('registrations.title')}>
        <header className={classes.sideHead}>
          <h1 className={classes.title}>{t('registrations.title')}</h1>
          <span className={classes.dim}>{t('registrations.waiting', { count: data.waiting })}</span>
        </header>
        {registrations.length > 0 && (
          <RegistrationList registrations={registrations} chosenId={shown?.id ?? null} onChoose={setChosenId} />
        )}
      </section>
      <section className={classes.main} aria-label={t('registrations.details')}>
        {shown ? (
          <RegistrationDetails key={shown.id} registration={shown} />
        ) : (
          <Empty
            icon={<IconUserCheck size={24} stroke={1.6} />}
            title={t('registrations.emptyTitle')}
            advice={t('registrations.emptyAdvice')}
          />
        )}
      </section>
    </div>
  )
}
