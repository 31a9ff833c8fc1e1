import type { DeskEvent } from '#shared/rpc/models.ts'

const MAX_NAMED_CASES = 500

type Simple =
  | 'session'
  | 'settings'
  | 'operations'
  | 'registrations'
  | 'customers'
  | 'rmas'
  | 'templates'
  | 'views'
  | 'macros'
  | 'bulk'
type Named = 'attachments' | 'presence'

/** Holds what happened since it was last emptied, however much that was, in at most one event of each type. */
export class EventBuffer {
  #simple = new Set<Simple>()
  #named = new Map<Named, Set<string>>()
  #caseIds: Set<string> | null = new Set()
  #cases = false
  #newFromOthers = 0
  #notices: Extract<DeskEvent, { type: 'notices' }> | null = null
  #sync: Extract<DeskEvent, { type: 'sync' }> | null = null

  add(event: DeskEvent): void {
    switch (event.type) {
      case 'sync':
        this.#sync = event
        return
      case 'cases':
        this.#cases = true
        this.#newFromOthers += event.newFromOthers
        if (event.caseIds === null) this.#caseIds = null
        for (const id of event.caseIds ?? []) this.#caseIds?.add(id)
        if ((this.#caseIds?.size ?? 0) > MAX_NAMED_CASES) this.#caseIds = null
        return
      case 'attachments':
      case 'presence':
        this.#named.set(event.type, new Set([...(this.#named.get(event.type) ?? []), ...event.caseIds]))
        return
      case 'notices':
        // Of two announcements the later one stands: both are in the list.
        this.#notices = { ...event, announcement: event.announcement ?? this.#notices?.announcement ?? null }
        return
      default:
        this.#simple.add(event.type)
    }
  }

  take(): DeskEvent[] {
    const events: DeskEvent[] = [...this.#simple].map((type) => ({ type }))
    for (const [type, caseIds] of this.#named) events.push({ type, caseIds: [...caseIds] })
    if (this.#cases) {
      const caseIds = this.#caseIds === null ? null : [...this.#caseIds]
      events.push({ type: 'cases', caseIds, newFromOthers: this.#newFromOthers })
    }
    if (this.#notices) events.push(this.#notices)
    if (this.#sync) events.push(this.#sync)
    this.#simple.clear()
    this.#named.clear()
    this.#caseIds = new Set()
    this.#cases = false
    this.#newFromOthers = 0
    this.#notices = null
    this.#sync = null
    return events
  }
}
