import { findAccount } from '#main/store/mirror/accounts.ts'
import { findDevices } from '#main/store/mirror/devices.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'

export function devicesApi(ctx: DeskContext): DeskApi['devices'] {
  return {
    lookUp: ({ text, limit }) => {
      const { mirror } = ctx.work()
      const found = findDevices(mirror, text, limit + 1)
      const hits = found.slice(0, limit).map((device) => ({
        device,
        accountName: device.accountId === null ? null : (findAccount(mirror, device.accountId)?.name ?? null),
      }))
      return { hits, more: found.length > limit }
    },
  }
}
