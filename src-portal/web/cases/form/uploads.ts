import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KeptFile } from './kept-files.ts'

/** `retry`: another attempt may go well. The others never will, and say why. */
export type UploadFault = 'retry' | 'empty' | 'too_large' | 'file_type_refused' | 'too_many_files'

export type UploadEntry = {
  key: string
  name: string
  size: number
  /** `lost`: the page was left before the file was on the portal; it has to be chosen anew. */
  state: 'waiting' | 'sending' | 'done' | 'failed' | 'lost'
  /** Bytes. */
  sent: number
  fileId: string | null
  fault: UploadFault | null
}

export type UploadsState = { entries: readonly UploadEntry[] }

export type UploadsDeps = {
  /** Rejects with a fault by `faultOf`, or because of `signal`. */
  send: (file: File, onProgress: (sent: number) => void, signal: AbortSignal) => Promise<{ fileId: string }>
  faultOf: (error: unknown) => UploadFault
  /** Tells the portal that an uploaded file is not wanted; whether it hears does not matter, it forgets such files itself. */
  forget: (fileId: string) => void
  maxBytes: number
  maxFiles: number
  mintKey: () => string
}

export type Uploads = {
  store: StoreApi<UploadsState>
  add: (files: readonly File[]) => void
  retry: (key: string) => void
  /** All that may go well now, as when the network is back. */
  retryAll: () => void
  remove: (key: string) => void
  /** Resolves when nothing is on its way any more, however it went. */
  settled: () => Promise<void>
  /** After the form was sent: the portal's files belong to a note now. */
  reset: () => void
  stop: () => void
}

const UNSENT: readonly UploadEntry['state'][] = ['waiting', 'sending']

export function isBusy({ entries }: UploadsState): boolean {
  return entries.some(({ state }) => UNSENT.includes(state))
}

/** Everything that keeps a form with these files from being sent. */
export function blocksSending({ entries }: UploadsState): boolean {
  return entries.some(({ state }) => state !== 'done')
}

export function uploadedIds({ entries }: UploadsState): string[] {
  return entries.flatMap(({ fileId }) => (fileId === null ? [] : [fileId]))
}

export function keptFiles({ entries }: UploadsState): KeptFile[] {
  return entries
    .filter(({ fault }) => fault === null || fault === 'retry')
    .map(({ name, size, fileId }) => ({ name, size, fileId }))
}

/** Sends a form's files one after the other: on a slow phone each is done sooner than all of them side by side. */
export function createUploads(deps: UploadsDeps, kept: readonly KeptFile[] = []): Uploads {
  const files = new Map<string, File>()
  const store = createStore<UploadsState>(() => ({ entries: kept.map(fromKept) }))
  let running: { key: string; abort: AbortController } | null = null

  function fromKept({ name, size, fileId }: KeptFile): UploadEntry {
    const state = fileId === null ? 'lost' : 'done'
    return { key: deps.mintKey(), name, size, state, sent: fileId === null ? 0 : size, fileId, fault: null }
  }

  function change(key: string, part: Partial<UploadEntry>): void {
    store.setState(({ entries }) => ({
      entries: entries.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)),
    }))
  }

  async function work(): Promise<void> {
    if (running) return
    const next = store.getState().entries.find(({ state }) => state === 'waiting')
    const file = next && files.get(next.key)
    if (!next || !file) return
    const { key } = next
    const abort = new AbortController()
    running = { key, abort }
    change(key, { state: 'sending', sent: 0, fault: null })
    try {
      const { fileId } = await deps.send(file, (sent) => change(key, { sent }), abort.signal)
      if (abort.signal.aborted) deps.forget(fileId)
      else change(key, { state: 'done', sent: file.size, fileId })
    } catch (error) {
      if (!abort.signal.aborted) change(key, { state: 'failed', sent: 0, fault: deps.faultOf(error) })
    }
    running = null
    void work()
  }

  function faultOfChoice(file: File, before: number): UploadFault | null {
    if (before >= deps.maxFiles) return 'too_many_files'
    if (file.size === 0) return 'empty'
    return file.size > deps.maxBytes ? 'too_large' : null
  }

  return {
    store,
    add(chosen) {
      const { entries } = store.getState()
      let taken = entries.filter(({ fault }) => fault === null || fault === 'retry').length
      // A file that was lost and is chosen again takes its own place.
      const found = new Set<string>()
      const added = chosen.map((file): UploadEntry => {
        const lost = entries.find(
          ({ key, state, name, size }) =>
            state === 'lost' && name === file.name && size === file.size && !found.has(key),
        )
        if (lost) found.add(lost.key)
        const fault = faultOfChoice(file, lost ? taken - 1 : taken)
        if (fault === null && !lost) taken++
        const key = deps.mintKey()
        if (fault === null) files.set(key, file)
        const state = fault === null ? 'waiting' : 'failed'
        return { key, name: file.name, size: file.size, state, sent: 0, fileId: null, fault }
      })
      store.setState({ entries: [...entries.filter(({ key }) => !found.has(key)), ...added] })
      void work()
    },
    retry(key) {
      if (!files.has(key)) return
      change(key, { state: 'waiting', fault: null })
      void work()
    },
    retryAll() {
      for (const { key, fault } of store.getState().entries) if (fault === 'retry' && files.has(key)) this.retry(key)
    },
    remove(key) {
      const entry = store.getState().entries.find((one) => one.key === key)
      if (running?.key === key) running.abort.abort()
      files.delete(key)
      store.setState(({ entries }) => ({ entries: entries.filter((one) => one.key !== key) }))
      if (entry?.fileId) deps.forget(entry.fileId)
    },
    settled() {
      if (!isBusy(store.getState())) return Promise.resolve()
      return new Promise((resolve) => {
        const stop = store.subscribe((state) => {
          if (isBusy(state)) return
          stop()
          resolve()
        })
      })
    },
    reset() {
      running?.abort.abort()
      files.clear()
      store.setState({ entries: [] })
    },
    stop() {
      running?.abort.abort()
    },
  }
}
