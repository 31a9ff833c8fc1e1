import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import page from '../../components/page.module.css'
import { useNavigation } from '../../stores/use-navigation.ts'

export function DashboardPage() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  useCommand('case.back', () => navigation.go('queue'))
  return (
    <div className={page.page}>
      <div className={page.column}>
        <h1 className={page.title}>{t('dashboard.title')}</h1>
      </div>
    </div>
  )
}
