import { z } from 'zod'
import { CUSTOMER_SESSION_ENDED_CHANNEL } from '../customers/sessions.ts'
import type { PortalDatabase } from '../db/open.ts'
import { type Customer, mayHear } from './scope.ts'

/** As in the trigger `case_public_changed`. */
const CASE_CHANNEL = 'customer_case'
/** Of one session: a page in each tab. */
export const MAX_STREAMS = 12

const publicChange = z.object({ caseId: z.string(), accountId: z.string(), contactId: z.string() })

export type Listener = {
  customer: Customer
  sessionId: string
  changed(caseId: string): void
  /** Looks whether the session still lives, and whether it is the same customer's. */
  check(): void
  end(): void
}

export type CaseNews = {
  /** Null: the session has as many streams as it may. */
  subscribe(listener: Listener): (() => void) | null
  close(): Promise<void>
}

/** One listener a process for the streams of all customers. Each hears of those cases alone that it may see. */
export async function createCaseNews(database: PortalDatabase): Promise<CaseNews> {
  const listeners = new Set<Listener>()
  const endAll = () => {
    for (const listener of [...listeners]) listener.end()
  }

  const unlistenCases = await database.listen(CASE_CHANNEL, (payload) => {
    // After a lost connection nobody knows what was missed; a page that connects again looks for itself.
    if (payload === '') return endAll()
    const change = publicChange.parse(JSON.parse(payload))
    for (const listener of listeners) if (mayHear(listener.customer, change)) listener.changed(change.caseId)
  })
  const unlistenSessions = await database.listen(CUSTOMER_SESSION_ENDED_CHANNEL, (contactId) => {
    for (const listener of listeners) {
      if (contactId === '' || listener.customer.contactId === contactId) listener.check()
    }
  })
  return {
    subscribe: (listener) => {
      const streams = [...listeners].filter(({ sessionId }) => sessionId === listener.sessionId)
      if (streams.length >= MAX_STREAMS) return null
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      endAll()
      listeners.clear()
      await unlistenCases()
      await unlistenSessions()
    },
  }
}
