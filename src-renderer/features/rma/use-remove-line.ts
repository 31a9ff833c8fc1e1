import { useTranslation } from 'react-i18next'
import type { RmaDetail, RmaLineView } from '#shared/rpc/rmas.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { useOfferUndo } from '../../components/undo-toast.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { RMA_UNDO } from './undo.ts'

/** Takes a device out of an RMA; null where that cannot be. `active`: the key is for this one. */
export function useRemoveLine(line: RmaLineView, { lines }: RmaDetail, active: boolean) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { rmas } = useScreen()
  const change = useChange()
  const offerUndo = useOfferUndo()
  const removable = line.removable && lines.length > 1
  const remove = () =>
    change(async () => {
      const done = await client.rmas.removeLine({ lineId: line.id })
      const words = t('rma.removed', { serial: line.serialNumber })
      offerUndo({ ...RMA_UNDO, done, words, onBack: () => rmas.setState({ lineId: line.id }) })
    })
  useCommand('rma.removeLine', () => void remove(), active && removable)
  return removable ? remove : null
}
