import type { FastifyRequest } from 'fastify'
import { CustomerRefusal } from '../../customers/refusal.ts'
import type { CustomerSettings } from '../../customers/settings.ts'
import { changesAnything } from './customer-guard.ts'

/**
 * `onRequest`: no page of another site may change anything here, not even sign a browser in to somebody else's account,
 * which no token could guard yet. Browsers say where a request comes from and pages cannot make them lie.
 */
export function refuseOtherSites({ publicUrl }: Pick<CustomerSettings, 'publicUrl'>) {
  const own = publicUrl === undefined ? undefined : new URL(publicUrl).origin
  return async (request: FastifyRequest): Promise<void> => {
    if (!changesAnything(request)) return
    const { origin, 'sec-fetch-site': site } = request.headers
    if (site !== undefined) {
      if (site !== 'same-origin' && site !== 'none') throw new CustomerRefusal('csrf_failed')
      return
    }
    // Programs say neither; they hold nobody's cookies.
    if (origin === undefined || origin === own) return
    if (!URL.canParse(origin) || new URL(origin).host !== withoutDefaultPort(request.host)) {
      throw new CustomerRefusal('csrf_failed')
    }
  }
}

function withoutDefaultPort(host: string): string {
  return host.replace(/:(80|443)$/, '')
}
