import { assertNever } from '#shared/domain/assert-never.ts'
import type { DeskEvent } from '#shared/rpc/models.ts'

/** What a batch of events asks the screen to read again. `caseIds` null: any case may have changed. */
export type EventBatch = {
  session: boolean
  settings: boolean
  operations: boolean
  cases: { caseIds: string[] | null; newFromOthers: number } | null
  /** Cases whose present colleagues changed, and those whose files did. */
  present: string[]
  attachments: string[]
  registrations: boolean
  /** People and companies, their consents, or what waits for them. */
  customers: boolean
  /** RMAs, or what waits for them. */
  rmas: boolean
  templates: boolean
  views: boolean
  notices: Extract<DeskEvent, { type: 'notices' }> | null
  bulk: boolean
  macros: boolean
  sync: Extract<DeskEvent, { type: 'sync' }>['state'] | null
}

/** Folds events into one batch, so that a thousand changes cause one reading. */
export function foldEvents(events: readonly DeskEvent[]): EventBatch {
  const batch: EventBatch = {
    session: false,
    settings: false,
    operations: false,
    cases: null,
    present: [],
    attachments: [],
    registrations: false,
    customers: false,
    rmas: false,
    templates: false,
    views: false,
    notices: null,
    bulk: false,
    macros: false,
    sync: null,
  }
  for (const event of events) {
    switch (event.type) {
      case 'session':
        batch.session = true
        break
      case 'settings':
        batch.settings = true
        break
      case 'operations':
        batch.operations = true
        break
      case 'sync':
        batch.sync = event.state
        break
      case 'notices':
        batch.notices = { ...event, announcement: event.announcement ?? batch.notices?.announcement ?? null }
        break
      case 'presence':
        batch.present = union(batch.present, event.caseIds)
        break
      case 'attachments':
        batch.attachments = union(batch.attachments, event.caseIds)
        break
      case 'registrations':
        batch.registrations = true
        break
      case 'customers':
        batch.customers = true
        break
      case 'rmas':
        batch.rmas = true
        break
      case 'templates':
        batch.templates = true
        break
      case 'views':
        batch.views = true
        break
      case 'macros':
        batch.macros = true
        break
      case 'bulk':
        batch.bulk = true
        break
      case 'cases': {
        const before = batch.cases
        const known = before === null ? [] : before.caseIds
        batch.cases = {
          caseIds: known === null || event.caseIds === null ? null : union(known, event.caseIds),
          newFromOthers: (before?.newFromOthers ?? 0) + event.newFromOthers,
        }
        break
      }
      default:
        assertNever(event)
    }
  }
  return batch
}

function union(known: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...known, ...more])]
}
