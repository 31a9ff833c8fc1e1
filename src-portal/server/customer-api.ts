import cookie from '@fastify/cookie'
import type { FastifyPluginAsync } from 'fastify'
import { type AttemptLimit, createFailedAttempts } from '../auth/failed-attempts.ts'
import type { PasswordHasher } from '../auth/passwords.ts'
import type { BlobStore } from '../blobs/store.ts'
import type { Uploads } from '../blobs/uploads.ts'
import type { CaseNews } from '../customer-cases/live.ts'
import { type CaptchaWork, createCaptcha } from '../customers/captcha.ts'
import type { CustomerSettings } from '../customers/settings.ts'
import type { PortalDatabase } from '../db/open.ts'
import type { ServiceDeps } from './deps.ts'
import { createCustomerGuard } from './http/customer-guard.ts'
import { type CustomerAccessLimits, DEFAULT_ACCESS_LIMITS } from './http/customer-limits.ts'
import { registerCustomerProblems } from './http/customer-problems.ts'
import { refuseOtherSites } from './http/same-site.ts'
import { customerAccessRoutes } from './routes/customer-access-routes.ts'
import { customerCaseEvents } from './routes/customer-case-events.ts'
import { customerCaseFiles } from './routes/customer-case-files.ts'
import { customerCaseRoutes } from './routes/customer-case-routes.ts'

/** `reads`, `writes`, `uploads`, `downloads`: of one person. */
export type CustomerLimits = CustomerAccessLimits & {
  reads: AttemptLimit
  writes: AttemptLimit
  uploads: AttemptLimit
  downloads: AttemptLimit
}

export const DEFAULT_CUSTOMER_LIMITS: CustomerLimits = {
  ...DEFAULT_ACCESS_LIMITS,
  reads: { max: 600, windowMs: 60_000 },
  writes: { max: 60, windowMs: 60_000 },
  uploads: { max: 120, windowMs: 10 * 60_000 },
  downloads: { max: 300, windowMs: 10 * 60_000 },
}

export type CustomerApiOptions = {
  deps: ServiceDeps
  database: PortalDatabase
  settings: CustomerSettings
  limits: CustomerLimits
  news: CaseNews
  maxAttachmentBytes: number
  /** Without it the portal takes and gives no files. */
  files: { store: BlobStore; uploads: Uploads } | undefined
  heartbeatMs?: number | undefined
  passwords: PasswordHasher
  /** `DEFAULT_CAPTCHA_WORK` when left out. */
  captchaWork?: CaptchaWork | undefined
}

/** All routes of customers, with sessions, cookies and error answers of their own: none of it holds for agents' routes. */
export function customerApi(options: CustomerApiOptions): FastifyPluginAsync {
  const { deps, database, settings, limits, files } = options
  const guard = createCustomerGuard({ db: deps.db, now: deps.now, settings })
  return async (app) => {
    await app.register(cookie)
    app.decorateRequest('customer', null)
    registerCustomerProblems(app)
    app.addHook('onRequest', refuseOtherSites(settings))

    const captcha = createCaptcha(deps, options.captchaWork)
    const { passwords } = options
    const mailsByEmail = createFailedAttempts(limits.mailsByEmail, deps.now)
    await app.register(customerAccessRoutes({ deps, guard, settings, passwords, captcha, limits, mailsByEmail }))
    const { reopenWindowDays } = settings
    const { reads, writes, uploads: uploadLimit, downloads: downloadLimit } = limits
    await app.register(customerCaseRoutes({ guard, deps, database, reopenWindowDays, reads, writes }))
    await app.register(customerCaseEvents({ guard, news: options.news, heartbeatMs: options.heartbeatMs }))
    if (files) {
      const { maxAttachmentBytes } = options
      const { query } = database
      await app.register(
        customerCaseFiles({ guard, deps, query, ...files, maxAttachmentBytes, uploadLimit, downloadLimit }),
      )
    }
  }
}
