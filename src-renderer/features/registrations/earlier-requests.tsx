import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import { useScreen } from '../../stores/screen.ts'
import classes from './registrations.module.css'
import { Section } from './section.tsx'

type Props = { registration: RegistrationView; ordered: readonly RegistrationView[] }

/** What the same e-mail has asked for before. */
export function EarlierRequests({ registration: { earlier }, ordered }: Props) {
  const { t } = useTranslation()
  const { approvals } = useScreen()
  if (earlier.length === 0) return null
  return (
    <Section title={t('registrations.earlier')}>
      <ul className={classes.earlier}>
        {earlier.map(({ id, state, createdAt }) => {
          const line = (
            <>
              <Time at={createdAt} />
              <span>{t(`registrations.state.${state}`)}</span>
            </>
          )
          return (
            <li key={id}>
              {ordered.some((known) => known.id === id) ? (
                <UnstyledButton className={classes.earlierLine} onClick={() => approvals.setState({ currentId: id })}>
                  {line}
                </UnstyledButton>
              ) : (
                <span className={classes.earlierLine}>{line}</span>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
