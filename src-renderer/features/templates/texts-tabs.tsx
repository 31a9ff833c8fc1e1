import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNavigation } from '../../stores/use-navigation.ts'

/** Templates and macros, side by side. */
export function TextsTabs({ page }: { page: 'templates' | 'macros' }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t('macros.tabs')}
      value={page}
      data={(['templates', 'macros'] as const).map((value) => ({ value, label: t(`${value}.title`) }))}
      onChange={(value) => navigation.go(value === 'macros' ? 'macros' : 'templates')}
    />
  )
}
