import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** On a button behind which words wait that were begun. */
export function BegunIcon({ size = 16 }: { size?: number }) {
  const { t } = useTranslation()
  return <IconPencil size={size} role="img" aria-label={t('app.wordsBegun')} />
}
