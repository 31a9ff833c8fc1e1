import { UnstyledButton } from '@mantine/core'
import { IconArrowRight, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import { nameOf } from '../customers/customers.ts'
import { SignInChip } from '../customers/sign-in-chip.tsx'
import classes from './registrations.module.css'
import { Section } from './section.tsx'

type Props = { registration: RegistrationView; contactId: string | null }

/** People who may be the applicant already, with the way to their cards; once approved, who came of it. */
export function Duplicates({ registration, contactId }: Props) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const others = registration.duplicates.filter(({ contact }) => contact.id !== contactId)
  return (
    <>
      {contactId && (
        <UnstyledButton className={classes.person} onClick={() => navigation.openCustomer(contactId)}>
          <IconUserCheck size={18} stroke={1.8} aria-hidden />
          <span className={classes.personText}>{t('registrations.openCustomer')}</span>
          <IconArrowRight size={15} stroke={2} aria-hidden />
        </UnstyledButton>
      )}
      {others.length > 0 && (
        <Section title={t('registrations.duplicates')}>
          <ul className={classes.people}>
            {others.map(({ contact, accountName, why }) => (
              <li key={contact.id}>
                <UnstyledButton className={classes.person} onClick={() => navigation.openCustomer(contact.id)}>
                  <Avatar name={nameOf(contact)} size={28} />
                  <span className={classes.personText}>
                    <span className={classes.strong}>
                      {nameOf(contact)} <span className={classes.dim}>{accountName}</span>
                    </span>
                    <span className={classes.dim}>
                      {why === 'email'
                        ? t('registrations.why.email')
                        : `${t('registrations.why.name')} · ${contact.email}`}
                    </span>
                  </span>
                  <SignInChip contact={contact} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
