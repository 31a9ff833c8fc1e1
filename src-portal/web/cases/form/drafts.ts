import { type KeptFile, readKeptFiles } from './kept-files.ts'
import { readSentRequest, type SentRequest } from './request-id.ts'

/** What of a form outlives a reload, a fault, a closed browser. */
export type Draft<V> = { values: V; files: KeptFile[]; sent: SentRequest | null }

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export type DraftKeeper<V> = {
  /** Null when there is none. */
  read: () => Draft<V> | null
  /** False when the browser does not take it (private window, full): the words are on the page alone then. */
  write: (draft: Draft<V>) => boolean
  clear: () => void
}

/** Under the person's id: whoever signs in next at this computer does not see it. */
export function draftName(contactId: string, form: 'new-case' | `note:${string}`): string {
  return `spica.draft.${contactId}.${form}`
}

export function createDraftKeeper<V>(
  storage: DraftStorage,
  name: string,
  readValues: (kept: unknown) => V,
): DraftKeeper<V> {
  return {
    read() {
      try {
        const text = storage.getItem(name)
        if (text === null) return null
        const { values, files, sent } = Object(JSON.parse(text))
        return { values: readValues(values), files: readKeptFiles(files), sent: readSentRequest(sent) }
      } catch {
        return null
      }
    },
    write(draft) {
      try {
        storage.setItem(name, JSON.stringify(draft))
        return true
      } catch {
        return false
      }
    },
    clear() {
      try {
        storage.removeItem(name)
      } catch {
        // Nothing was kept where nothing may be.
      }
    },
  }
}
