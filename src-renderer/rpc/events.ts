import type { DeskEvent } from '#shared/rpc/models.ts'
import type { Relations } from '#shared/rpc/relations.ts'
import { type EventBatch, foldEvents } from './coalesce.ts'
import type { Desk } from './desk.tsx'

/** One frame and a bit: changes of one transaction arrive together. */
const GATHER_MS = 25
const RESUBSCRIBE_MS = 500
/** Views are counted by reading all cases: a stream of changes makes them be counted now and then, not each time. */
const COUNT_PAUSE_MS = 1_500

export type EventListener = (batch: EventBatch) => void

/**
 * Follows the desk's events for as long as the window lives; after a lost connection everything is read again,
 * because events in between are gone. Returns the way to stop.
 */
export function followEvents(desk: Desk, onBatch: EventListener, onResumed: () => void): () => void {
  const stop = new AbortController()
  let gathered: DeskEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let counting: ReturnType<typeof setTimeout> | null = null

  function countSoon() {
    counting ??= setTimeout(() => {
      counting = null
      void desk.queryClient.invalidateQueries({ queryKey: desk.queries.views.counters.key() })
    }, COUNT_PAUSE_MS)
  }

  function flush() {
    timer = null
    const batch = foldEvents(gathered)
    gathered = []
    invalidate(desk, batch, countSoon)
    onBatch(batch)
  }

  async function subscribe(generation: number) {
    const live = () => !stop.signal.aborted && desk.connection.state.getState().generation === generation
    while (live()) {
      try {
        const events = await desk.client.events(undefined, { signal: stop.signal })
        for await (const event of events) {
          gathered.push(event)
          timer ??= setTimeout(flush, GATHER_MS)
        }
      } catch {
        // The stream ended; the loop opens it again while this connection lives.
      }
      if (live()) await new Promise((resolve) => setTimeout(resolve, RESUBSCRIBE_MS))
    }
  }

  function onState(status: string, generation: number) {
    if (status !== 'open') return
    void subscribe(generation)
    if (generation > 1) {
      void desk.queryClient.invalidateQueries()
      onResumed()
    }
  }

  const { state } = desk.connection
  const unsubscribe = state.subscribe((now, before) => {
    if (now.generation !== before.generation) onState(now.status, now.generation)
  })
  onState(state.getState().status, state.getState().generation)

  return () => {
    stop.abort()
    unsubscribe()
    if (timer) clearTimeout(timer)
    if (counting) clearTimeout(counting)
  }
}

type CountSoon = () => void

function invalidate({ queries, queryClient }: Desk, batch: EventBatch, countSoon: CountSoon) {
  /** Cases on the screen whose threads have this one's words in them. */
  const carriedOnBy = (partId: string) =>
    queryClient
      .getQueriesData<Relations>({ queryKey: queries.relations.ofCase.key() })
      .flatMap(([, data]) => (data?.parts.some(({ id }) => id === partId) ? [data.caseId] : []))
  const again = (queryKey: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey })
  if (batch.sync) queryClient.setQueryData(queries.sync.state.queryKey(), batch.sync)
  if (batch.settings) again(queries.settings.key())
  if (batch.session) void queryClient.invalidateQueries()
  if (batch.operations) again(queries.sync.operations.key())
  if (batch.operations || batch.sync) again(queries.sync.recovered.key())
  if (batch.rmas || batch.cases || batch.customers) again(queries.rmas.key())
  if (batch.registrations || batch.customers) again(queries.registrations.key())
  if (batch.customers || batch.cases) {
    again(queries.customers.card.key())
  }
  if (batch.customers || batch.cases || batch.rmas) again(queries.devices.card.key())
  if (batch.customers || batch.operations) again(queries.customers.deletionRequests.key())
  if (batch.views) again(queries.views.list.key())
  if (batch.notices || batch.cases || batch.operations || batch.settings) again(queries.notices.list.key())
  if (batch.macros || batch.cases?.caseIds === null) again(queries.macros.list.key())
  if (batch.cases || batch.customers) again(queries.macros.preview.key())
  if (batch.bulk) again(queries.bulk.last.key())
  if (batch.operations) {
    again(queries.bulk.last.key())
    again(queries.bulk.results.key())
  }
  if (batch.views || batch.cases || batch.customers) countSoon()
  if (batch.customers || batch.cases?.caseIds === null) again(queries.views.names.key())
  if (batch.templates || batch.cases?.caseIds === null) again(queries.templates.list.key())
  // What stands for placeholders is of the case, its customer and device.
  if (batch.cases || batch.customers) again(queries.templates.values.key())
  if (batch.customers) {
    again(queries.contacts.key())
    again(queries.devices.lookUp.key())
    again(queries.devices.lookUpList.key())
    again(queries.accounts.key())
    again(queries.cases.get.key())
  }
  for (const caseId of batch.present) again(queries.cases.get.key({ input: { caseId } }))
  for (const caseId of batch.attachments) {
    again(queries.cases.thread.key({ input: { caseId } }))
    again(queries.drafts.get.key({ input: { caseId } }))
  }
  if (batch.attachments.length > 0) again(queries.sync.operations.key())
  if (batch.cases) {
    again(queries.queues.counters.key())
    again(queries.search.key())
    again(queries.relations.key())
    // Beside the open case stand others of its device and company.
    again(queries.cases.get.key())
    again(queries.devices.lookUp.key())
    const { caseIds } = batch.cases
    if (caseIds === null) {
      again(queries.cases.key())
      // Names may differ, and with them who is in which team or may do what - the agent too.
      for (const names of [queries.session, queries.agents, queries.teams]) again(names.key())
      again(queries.openingHours.key())
    } else
      for (const caseId of new Set(caseIds.flatMap((id) => [id, ...carriedOnBy(id)]))) {
        again(queries.cases.thread.key({ input: { caseId } }))
        again(queries.cases.history.key({ input: { caseId } }))
        again(queries.drafts.get.key({ input: { caseId } }))
      }
  }
}
