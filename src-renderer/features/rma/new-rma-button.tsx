import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'

/** Begins an RMA for devices; the case is chosen then. */
export function NewRmaButton({ serialNumbers }: { serialNumbers: readonly string[] }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const begin = () => navigation.newRma({ caseId: null, serialNumbers: [...serialNumbers] })
  useCommand('devices.rma', begin)
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
      rightSection={<ButtonKeys id="devices.rma" />}
      onClick={begin}
    >
      {t('rma.new')}
    </Button>
  )
}
