import type { DeviceRow } from '#shared/portal-api/rows.ts'
import { DAY } from './ljubljana.ts'
import type { Random } from './random.ts'

const REPLACED_SHARE = 0.03
const RETIRED_SHARE = 0.02
const IN_SERVICE_SHARE = 0.01
/** What was sold within this time may have gone out in another one's place. */
const OLD_ENOUGH = 400 * DAY

/** What became of the devices after they were sold: delivery notes, replacements, those on our own bench and those thrown away. */
export function giveFates(devices: readonly DeviceRow[], now: number, randomOf: (index: number) => Random): void {
  const successors = new Map<string, DeviceRow[]>()
  for (const device of devices) {
    if (device.accountId === null) continue
    const kind = `${device.accountId} ${device.model}`
    successors.set(kind, [...(successors.get(kind) ?? []), device])
  }
  const taken = new Set<DeviceRow>()
  for (const [index, device] of devices.entries()) {
    if (device.accountId === null || device.soldOn === null) continue
    const random = randomOf(index)
    device.saleDocument = `DOB-${device.soldOn.slice(2, 4)}-${String(random.int(1, 99_999)).padStart(5, '0')}`
    const old = Date.parse(device.soldOn) < now - OLD_ENOUGH
    const { soldOn } = device
    const successor = successors
      .get(`${device.accountId} ${device.model}`)
      ?.find((other) => other.state === 'in_use' && !taken.has(other) && (other.soldOn ?? '') > soldOn)
    if (successor && old && random.chance(REPLACED_SHARE)) {
      taken.add(successor).add(device)
      device.state = 'replaced'
      device.replacedById = successor.id
    } else if (taken.has(device)) continue
    else if (old && random.chance(RETIRED_SHARE)) device.state = 'retired'
    else if (random.chance(IN_SERVICE_SHARE)) device.state = 'in_service'
  }
}
