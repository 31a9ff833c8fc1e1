import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigation } from '../../stores/use-navigation.ts'

/** What can be begun from the board and the list; each command is a button here. */
export function BoardActions() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <Button
      leftSection={<IconPlus size={15} stroke={2} aria-hidden />}
      onClick={() => navigation.newRma({ caseId: null, serialNumbers: [] })}
    >
      {t('rma.new')}
    </Button>
  )
}
