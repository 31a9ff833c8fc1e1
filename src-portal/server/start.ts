import { pino } from 'pino'
import { createAgentAuth } from '../auth/agent-auth.ts'
import type { BlobStore } from '../blobs/store.ts'
import { createUploads } from '../blobs/uploads.ts'
import { forgetRequests } from '../customer-cases/requests.ts'
import { forgetUploads } from '../customer-cases/uploads.ts'
import { DEFAULT_CUSTOMER_SETTINGS } from '../customers/settings.ts'
import { tidyAccess } from '../customers/upkeep.ts'
import { type OpenOptions, openDatabase, type PortalDatabase } from '../db/open.ts'
import { startMail } from '../mail/service.ts'
import type { MailSettings } from '../mail/settings.ts'
import { type AppDeps, buildApp } from './app.ts'
import { startEstimateUpkeep } from './cases/estimate-upkeep.ts'
import { type ServiceDeps, systemDeps } from './deps.ts'
import { keepServiceLevels } from './sla/levels.ts'
import { startSlaUpkeep } from './sla/sla-upkeep.ts'
import { pruneTombstones, tidyPglite } from './sync/maintenance.ts'

const HOUR_MS = 3_600_000

export type StartOptions = {
  database: OpenOptions
  host?: string
  /** 0 for a free one. */
  port?: number
  /** Runs after the migrations and before the portal listens. */
  prepare?(database: PortalDatabase): Promise<void>
  /** To standard error; none when left out. */
  logLevel?: string
  limits?: AppDeps['limits']
  trustProxy?: AppDeps['trustProxy']
  blobStore?: BlobStore
  /** `DEFAULT_MAX_ATTACHMENT_BYTES` when left out. */
  maxAttachmentBytes?: number | undefined
  customers?: AppDeps['customers']
  /** `INVITATION_DAYS` when left out. */
  invitationDays?: number | undefined
  /** `DEFAULT_RMA_MAIL_STEPS` when left out. */
  rmaMailSteps?: ServiceDeps['rmaMailSteps']
  /** `defaultSlaRules` when left out. */
  sla?: ServiceDeps['sla']
  /** Mail waits in the queue when left out. */
  mail?: MailSettings | undefined
  /** Folder of the customers' built pages. */
  webFolder?: AppDeps['webFolder']
}

export type RunningPortal = { url: string; database: PortalDatabase; deps: ServiceDeps; stop(): Promise<void> }

/** Opens the database and serves it until `stop`. */
export async function startPortal(options: StartOptions): Promise<RunningPortal> {
  const database = await openDatabase(options.database)
  const { blobStore, maxAttachmentBytes } = options
  const deps: ServiceDeps = {
    ...systemDeps(database.db),
    maxAttachmentBytes,
    invitationDays: options.invitationDays,
    rmaMailSteps: options.rmaMailSteps,
    sla: options.sla,
  }
  try {
    await options.prepare?.(database)
    await keepServiceLevels(deps)
    const uploads = blobStore && createUploads({ db: deps.db, store: blobStore, now: deps.now })
    const app = await buildApp({
      ...deps,
      database,
      blobStore,
      uploads,
      limits: options.limits,
      trustProxy: options.trustProxy,
      customers: options.customers,
      webFolder: options.webFolder,
      log: options.logLevel === undefined ? undefined : { level: options.logLevel, stream: pino.destination(2) },
    })
    const auth = createAgentAuth(deps.db)
    let mail: Awaited<ReturnType<typeof startMail>> | undefined
    const upkeep = setInterval(() => {
      const work = async () => {
        await pruneTombstones(database, deps.now())
        await auth.deleteExpired()
        await tidyAccess(deps.db, deps.now())
        await forgetUploads(deps.db, deps.now())
        await forgetRequests(deps.db, deps.now())
        await uploads?.clean()
        await mail?.prune()
        await tidyPglite(database)
      }
      work().catch((error: unknown) => app.log.error({ err: error }, 'The hourly upkeep failed'))
    }, HOUR_MS)
    upkeep.unref()
    await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
    const address = app.server.address()
    const port = typeof address === 'object' && address ? address.port : options.port
    const host = options.host === undefined || options.host === '0.0.0.0' ? '127.0.0.1' : options.host
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    if (options.mail) {
      const { contact, reopenWindowDays, publicUrl = url } = { ...DEFAULT_CUSTOMER_SETTINGS, ...options.customers }
      const customers = { contact, reopenWindowDays, publicUrl }
      mail = await startMail({ ...deps, ...customers, database, uploads, settings: options.mail, log: app.log })
    }
    const estimates = startEstimateUpkeep(deps, (error) => {
      app.log.error({ err: error }, 'Estimates could not run out')
    })
    const sla = startSlaUpkeep(deps, (error) => {
      app.log.error({ err: error }, 'What was promised for older cases could not be worked out')
    })
    return {
      url,
      database,
      deps,
      stop: async () => {
        clearInterval(upkeep)
        await estimates.stop()
        await sla.stop()
        await mail?.stop()
        await app.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
