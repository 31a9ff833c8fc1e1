import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DraftKeeper } from './drafts.ts'
import { requestFor, type SentRequest } from './request-id.ts'
import { keptFiles, type Uploads } from './uploads.ts'

export const KEEP_PAUSE_MS = 300

export type DraftState<V> = {
  values: V
  sent: SentRequest | null
  /** Whether the browser holds what is on the page; `refused`: it will not. */
  kept: 'nothing' | 'kept' | 'refused'
}

export type DraftForm<V> = {
  store: StoreApi<DraftState<V>>
  uploads: Uploads
  change: (values: V) => void
  /** The id to send `body` under; kept before anything is sent, so that not even a crash makes two of it. */
  requestId: (body: unknown) => string
  /** Sent or thrown away: nothing of it stays. */
  clear: () => void
  /** Writes what has not been written yet. */
  flush: () => void
  stop: () => void
}

export type DraftFormDeps<V> = {
  empty: V
  isEmpty: (values: V) => boolean
  keeper: DraftKeeper<V>
  uploads: (kept: ReturnType<typeof keptFiles>) => Uploads
  schedule: (task: () => void, ms: number) => () => void
  mintId: () => string
}

/** A form whose words and files outlive whatever happens to the page. */
export function createDraftForm<V>(deps: DraftFormDeps<V>): DraftForm<V> {
  const found = deps.keeper.read()
  const uploads = deps.uploads(found?.files ?? [])
  const store = createStore<DraftState<V>>(() => ({
    values: found?.values ?? deps.empty,
    sent: found?.sent ?? null,
    kept: found ? 'kept' : 'nothing',
  }))
  let cancel: (() => void) | null = null

  function write(): void {
    cancel?.()
    cancel = null
    const { values, sent } = store.getState()
    const files = keptFiles(uploads.store.getState())
    if (deps.isEmpty(values) && files.length === 0) {
      deps.keeper.clear()
      store.setState({ kept: 'nothing' })
    } else store.setState({ kept: deps.keeper.write({ values, files, sent }) ? 'kept' : 'refused' })
  }

  function writeSoon(): void {
    cancel?.()
    cancel = deps.schedule(write, KEEP_PAUSE_MS)
  }

  let files = JSON.stringify(found?.files ?? [])
  const unsubscribe = uploads.store.subscribe((state) => {
    // Not at every step of progress.
    const now = JSON.stringify(keptFiles(state))
    if (now === files) return
    files = now
    writeSoon()
  })

  return {
    store,
    uploads,
    change(values) {
      store.setState({ values })
      writeSoon()
    },
    requestId(body) {
      const sent = requestFor(body, store.getState().sent, deps.mintId)
      store.setState({ sent })
      write()
      return sent.requestId
    },
    clear() {
      uploads.reset()
      store.setState({ values: deps.empty, sent: null })
      write()
    },
    flush() {
      if (cancel) write()
    },
    stop() {
      unsubscribe()
      uploads.stop()
    },
  }
}
