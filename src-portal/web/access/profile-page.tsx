import { Page } from '../components/page.tsx'
import { useWords } from '../i18n/use-words.ts'
import { useSignedIn } from '../session/use-session.ts'
import { ConsentsCard, DataCard } from './profile/data-cards.tsx'
import { DeletionCard } from './profile/deletion-card.tsx'
import { EmailCard } from './profile/email-card.tsx'
import { PasswordCard } from './profile/password-card.tsx'
import { PersonCard } from './profile/person-card.tsx'
import { SessionsCard } from './profile/sessions-card.tsx'

export function ProfilePage() {
  const { t } = useWords()
  const { company, username, role } = useSignedIn()
  return (
    <Page
      title={t('access.profile.title')}
      lead={
        <>
          <p>{t('access.profile.lead', { company, username })}</p>
          <p>{t(`access.profile.role.${role}`)}</p>
        </>
      }
    >
      <PersonCard />
      <EmailCard />
      <PasswordCard />
      <SessionsCard />
      <ConsentsCard />
      <DataCard />
      <DeletionCard />
    </Page>
  )
}
