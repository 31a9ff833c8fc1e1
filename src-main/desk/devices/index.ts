import { isAdmin } from '#main/store/mirror/agents.ts'
import { deviceCard } from '#main/store/mirror/device-card.ts'
import { lookUp } from '#main/store/mirror/device-hits.ts'
import { lookUpList } from '#main/store/mirror/device-list.ts'
import { cardsOfDevice } from '#main/store/mirror/rma-cards.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { type DeviceImportReport, MAX_DEVICE_FILE_BYTES } from '#shared/portal-api/device-import.ts'
import type { ListedNumber } from '#shared/rpc/devices.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

export function devicesApi(ctx: DeskContext): DeskApi['devices'] {
  return {
    lookUp: ({ text, limit }) => lookUp(ctx.work().mirror, text, limit),
    lookUpList: ({ texts }) => inSteps(ctx, texts),
    card: ({ deviceId }) => {
      const { mirror } = ctx.work()
      const card = deviceCard(mirror, deviceId)
      if (card === null) throw new DeskFault('not_found')
      return { ...card, rmas: cardsOfDevice(mirror, lookUpKey(card.device.serialNumber), ctx.deps.clock()) }
    },
    import: (input) => importFile(ctx, input),
  }
}

/** Whatever else the screen asks meanwhile is answered between two steps. */
async function inSteps(ctx: DeskContext, texts: readonly string[]): Promise<ListedNumber[]> {
  const steps = lookUpList(ctx.work().mirror, texts)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await ctx.deps.timers.breathe()
  }
}

async function importFile(
  ctx: DeskContext,
  { file, preview }: { file: File; preview: boolean },
): Promise<DeviceImportReport> {
  const { mirror, me, client, scheduler } = ctx.work()
  if (!isAdmin(mirror, me)) throw new DeskFault('not_administrator')
  if (scheduler.state().workOffline) throw new DeskFault('work_offline')
  if (file.size === 0) throw new DeskFault('file_empty')
  if (file.size > MAX_DEVICE_FILE_BYTES) {
    throw new DeskFault('file_too_large', { max: MAX_DEVICE_FILE_BYTES / 2 ** 20 })
  }
  const report = await client.importDevices(new Uint8Array(await file.arrayBuffer()), preview)
  if (report === null) throw new DeskFault('not_administrator')
  return report
}
