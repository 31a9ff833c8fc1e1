import { isIP } from 'node:net'

const RANGES = new Set(['loopback', 'linklocal', 'uniquelocal'])

/**
 * Whose word `TRUST_PROXY` says to take about the caller's address: those of the reverse proxies in front. Null where it names
 * none. `true` would take the first address of `X-Forwarded-For`, which is whatever the caller has written there; a mere number
 * of proxies would believe whoever reaches the portal past them.
 */
export function readTrustedProxies(text: string): string[] | null {
  const addresses = text.split(',').map((one) => one.trim())
  return addresses.every((one) => RANGES.has(one) || isAddressOrNet(one)) ? addresses : null
}

function isAddressOrNet(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (bits === undefined) return true
  // A net of no bits is everybody, as `true` is.
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128)
}
