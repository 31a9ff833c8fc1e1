import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { DestinationStream } from 'pino'
import { z } from 'zod'
import { DEFAULT_MAX_ATTACHMENT_BYTES } from '#shared/portal-api/blobs.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { createAgentAuth } from '../auth/agent-auth.ts'
import { type AttemptLimit, createFailedAttempts } from '../auth/failed-attempts.ts'
import { argon2id, type PasswordHasher } from '../auth/passwords.ts'
import type { BlobStore } from '../blobs/store.ts'
import { createUploads, type Uploads } from '../blobs/uploads.ts'
import { createCaseNews } from '../customer-cases/live.ts'
import type { CaptchaWork } from '../customers/captcha.ts'
import { type CustomerSettings, DEFAULT_CUSTOMER_SETTINGS } from '../customers/settings.ts'
import type { PortalDatabase } from '../db/open.ts'
import { type CustomerLimits, customerApi, DEFAULT_CUSTOMER_LIMITS } from './customer-api.ts'
import type { ServiceDeps } from './deps.ts'
import { limitBodyTime, SLOW_BODY_MS } from './http/body-deadline.ts'
import { PROBLEM_RESPONSE, registerOpenApi } from './http/openapi.ts'
import { PortalProblem, problemOf, registerProblems, sendProblem } from './http/problems.ts'
import { registerWebPages } from './http/web-pages.ts'
import { authRoutes } from './routes/auth-routes.ts'
import { blobRoutes } from './routes/blob-routes.ts'
import { cancelRoute } from './routes/cancel-route.ts'
import { contactExportRoute } from './routes/contact-export-route.ts'
import { deskRoutes } from './routes/desk-routes.ts'
import { deviceImportRoute } from './routes/device-import-route.ts'
import { eventRoutes } from './routes/event-routes.ts'
import { syncRoutes } from './routes/sync-routes.ts'
import { createEventHub } from './sync/event-hub.ts'
import { createPresence } from './sync/presence.ts'
import { readHead } from './sync/pull.ts'

export type AppDeps = ServiceDeps & {
  database: PortalDatabase
  limits?: {
    /** Sign-ins from one address, right or wrong: each costs a password hash. */
    signInsByIp?: AttemptLimit
    /** Failed sign-ins for one e-mail. */
    failuresByEmail?: AttemptLimit
    /** Of one agent: each reads a whole table. */
    digests?: AttemptLimit
    /** Of one agent. */
    presences?: AttemptLimit
    /** Exports of a person's data, of one agent. */
    contactExports?: AttemptLimit
    /** Files of devices, of one administrator. */
    deviceImports?: AttemptLimit
  }
  /** Where the bytes of attachments lie; without it the portal takes none. */
  blobStore?: BlobStore
  /** Of that store: all that write into it have one, so that a file is never removed while it comes again. */
  uploads?: Uploads | undefined
  /** How the portal meets its customers, where it differs from `DEFAULT_CUSTOMER_SETTINGS`. */
  customers?: Partial<CustomerSettings> | undefined
  customerLimits?: Partial<CustomerLimits> | undefined
  /** How much work a captcha is to a browser. */
  captchaWork?: CaptchaWork | undefined
  /** Folder of the customers' built pages; without it there are none. */
  webFolder?: string | undefined
  /** Hears of each route, so that a test can walk them all. */
  onRoute?(route: RouteOptions): void
  /** Argon2id when left out. */
  passwords?: PasswordHasher
  log?: { level: string; stream?: DestinationStream }
  heartbeatMs?: number
  /** How often the portal looks for desks that fell silent. */
  sweepMs?: number
  /** Behind reverse proxies: the addresses of those that are believed about the caller's address. */
  trustProxy?: string[] | undefined
}

const DEFAULT_LIMITS = {
  signInsByIp: { max: 60, windowMs: 60_000 },
  failuresByEmail: { max: 10, windowMs: 5 * 60_000 },
  digests: { max: 60, windowMs: 10 * 60_000 },
  presences: { max: 120, windowMs: 60_000 },
  contactExports: { max: 30, windowMs: 10 * 60_000 },
  deviceImports: { max: 60, windowMs: 10 * 60_000 },
}

/** The whole portal as a Fastify app that does not listen yet. Closing it leaves the database open. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { database } = deps
  const limits = { ...DEFAULT_LIMITS, ...deps.limits }
  const app = Fastify({
    logger: deps.log
      ? { ...deps.log, redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'] }
      : false,
    bodyLimit: 65_536,
    requestTimeout: SLOW_BODY_MS,
    trustProxy: deps.trustProxy ?? false,
    // A HEAD of the event stream would never end.
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, problemOf(error))
    },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('signedIn', null)
  if (deps.onRoute) app.addHook('onRoute', deps.onRoute)
  registerProblems(app)
  limitBodyTime(app)

  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] }, useDefaults: false } })
  // Also unpacks requests; the body limits hold for what comes out.
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1024 })
  await app.register(rateLimit, {
    global: false,
    hook: 'onRequest',
    errorResponseBuilder: (_request, { ttl }) =>
      new PortalProblem('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) }),
  })
  await registerOpenApi(app)

  const auth = createAgentAuth(deps.db, deps.passwords)
  const failuresByEmail = createFailedAttempts(limits.failuresByEmail, deps.now)
  const hub = await createEventHub(database, createPresence(deps.now), {
    sweepMs: deps.sweepMs,
    onError: (error) => app.log.warn({ err: error }, 'The head of the change feed could not be read'),
  })
  const news = await createCaseNews(database)
  app.addHook('preClose', async () => {
    await hub.close()
    await news.close()
  })

  await app.register(authRoutes({ auth, deps, failuresByEmail, signInsByIp: limits.signInsByIp }))
  await app.register(syncRoutes({ auth, deps, query: database.query }))
  await app.register(cancelRoute({ auth, deps }))
  await app.register(contactExportRoute({ auth, deps, limit: limits.contactExports }))
  await app.register(deviceImportRoute({ auth, deps, limit: limits.deviceImports }))
  await app.register(eventRoutes({ auth, hub, heartbeatMs: deps.heartbeatMs }))
  const maxAttachmentBytes = deps.maxAttachmentBytes ?? DEFAULT_MAX_ATTACHMENT_BYTES
  const files = deps.blobStore && {
    store: deps.blobStore,
    uploads: deps.uploads ?? createUploads({ db: deps.db, store: deps.blobStore, now: deps.now }),
  }
  if (files) await app.register(blobRoutes({ auth, query: database.query, ...files, maxAttachmentBytes }))
  await app.register(
    customerApi({
      deps,
      database,
      settings: { ...DEFAULT_CUSTOMER_SETTINGS, ...deps.customers },
      limits: { ...DEFAULT_CUSTOMER_LIMITS, ...deps.customerLimits },
      news,
      maxAttachmentBytes,
      files,
      heartbeatMs: deps.heartbeatMs,
      passwords: deps.passwords ?? argon2id,
      captchaWork: deps.captchaWork,
    }),
  )
  await app.register(
    deskRoutes({
      auth,
      database,
      limits: { maxAttachmentBytes },
      digests: limits.digests,
      presences: limits.presences,
    }),
  )
  app.get(
    PORTAL_PATHS.health,
    {
      logLevel: 'warn',
      schema: {
        summary: 'Whether the portal and its database answer',
        tags: ['service'],
        response: { 200: z.object({ status: z.literal('ok') }), ...PROBLEM_RESPONSE },
      },
    },
    async () => {
      await readHead(database.query)
      return { status: 'ok' as const }
    },
  )
  await registerWebPages(app, deps.webFolder)
  return app
}
