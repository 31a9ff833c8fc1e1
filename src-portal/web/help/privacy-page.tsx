import { Card } from '../components/card.tsx'
import { Page } from '../components/page.tsx'
import { useWords } from '../i18n/use-words.ts'
import { useConfig } from '../session/use-session.ts'

const PARTS = ['what', 'why', 'who', 'browser'] as const

export function PrivacyPage() {
  const { t } = useWords()
  const { contact } = useConfig()
  return (
    <Page title={t('help.privacy.title')} lead={t('help.privacy.lead')}>
      {PARTS.map((part) => (
        <Card key={part} title={t(`help.privacy.${part}Title`)}>
          <p>{t(`help.privacy.${part}`)}</p>
        </Card>
      ))}
      <Card title={t('help.privacy.rightsTitle')}>
        <p>{t('help.privacy.rights', { email: contact.email })}</p>
      </Card>
    </Page>
  )
}
