import type { z } from 'zod'
import type { newCaseOptions } from '#shared/customer-api/cases.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'

export type CaseOptions = z.infer<typeof newCaseOptions>
export type OwnDevice = CaseOptions['devices'][number]

/** The own device of this serial number, however it was typed from its sticker. */
export function deviceOf(devices: readonly OwnDevice[], serialNumber: string): OwnDevice | null {
  const key = lookUpKey(serialNumber)
  if (key === '') return null
  return devices.find((device) => lookUpKey(device.serialNumber) === key) ?? null
}

/** Those whose number or model has what was typed; all of them while nothing is. */
export function suggestDevices(devices: readonly OwnDevice[], typed: string, most = 8): OwnDevice[] {
  const key = lookUpKey(typed)
  if (key === '') return devices.slice(0, most)
  return devices
    .filter(({ serialNumber, model }) => lookUpKey(serialNumber).includes(key) || lookUpKey(model).includes(key))
    .slice(0, most)
}
