import { Button } from '@mantine/core'
import { IconBarcode, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'

/** What can be begun from the board and the list; each command is a button here. */
export function BoardActions() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBarcode size={15} stroke={1.8} aria-hidden />}
        rightSection={<ButtonKeys id="go.rmaScan" />}
        onClick={() => navigation.go('rmaScan')}
      >
        {t('rmaScan.title')}
      </Button>
      <Button
        leftSection={<IconPlus size={15} stroke={2} aria-hidden />}
        onClick={() => navigation.newRma({ caseId: null, serialNumbers: [] })}
      >
        {t('rma.new')}
      </Button>
    </>
  )
}
