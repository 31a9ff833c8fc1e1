import { ActionIcon } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Hint } from '../../components/hint.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'

/** Opens the list of templates for the composer. */
export function TemplateButton() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <Hint id="composer.template">
      <ActionIcon
        size={30}
        aria-label={t('keys.command.composer.template')}
        onClick={() => navigation.show('template')}
      >
        <IconTemplate size={17} stroke={1.8} aria-hidden />
      </ActionIcon>
    </Hint>
  )
}
