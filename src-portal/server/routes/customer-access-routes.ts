import type { FastifyPluginAsync } from 'fastify'
import { storableText } from '../http/customer-requests.ts'
import type { CustomerAccess } from './customer-access-deps.ts'
import { openAccessRoutes } from './customer-access-open.ts'
import { profileRoutes } from './customer-access-profile.ts'
import { signInRoutes } from './customer-access-sign-in.ts'

/** All that is a person's access to the portal. */
export function customerAccessRoutes(access: CustomerAccess): FastifyPluginAsync {
  return async (app) => {
    app.addHook('preHandler', storableText)
    await app.register(openAccessRoutes(access))
    await app.register(signInRoutes(access))
    await app.register(profileRoutes(access))
  }
}
