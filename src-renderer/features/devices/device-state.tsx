import { IconBuildingWarehouse, IconCircleCheck, IconReplace, IconTool, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeviceState } from '#shared/domain/device.ts'
import { type Tone, ToneChip } from '../../components/tone-chip.tsx'

const LOOKS: Record<DeviceState, { tone: Tone; Icon: typeof IconTool }> = {
  in_stock: { tone: 'active', Icon: IconBuildingWarehouse },
  in_use: { tone: 'good', Icon: IconCircleCheck },
  in_service: { tone: 'waiting', Icon: IconTool },
  replaced: { tone: 'closed', Icon: IconReplace },
  retired: { tone: 'closed', Icon: IconTrash },
}

export function DeviceStateChip({ state }: { state: DeviceState }) {
  const { t } = useTranslation()
  return <ToneChip {...LOOKS[state]} word={t(`devices.state.${state}`)} />
}
