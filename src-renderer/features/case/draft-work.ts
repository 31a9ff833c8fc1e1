import { createStore, type StoreApi } from 'zustand/vanilla'
import { type DraftKey, draftName } from './draft-saver.ts'

/** What the desk is doing with the words of a draft; nothing is written in it meanwhile. */
export type DraftWork = 'sending' | 'takingBack'

export type DraftWorks = {
  /** By draft; it outlives the composer that began it. */
  state: StoreApi<Record<string, DraftWork | undefined>>
  of: (key: DraftKey) => DraftWork | undefined
  /** Runs `task` after all other work on these drafts has ended. */
  run: <T>(keys: readonly DraftKey[], work: DraftWork, task: () => Promise<T>) => Promise<T>
}

/** Sending a draft and giving words back to it take time, and must not come between each other. */
export function createDraftWorks(): DraftWorks {
  const state = createStore<Record<string, DraftWork | undefined>>(() => ({}))
  const lanes = new Map<string, Promise<unknown>>()

  async function run<T>(keys: readonly DraftKey[], work: DraftWork, task: () => Promise<T>): Promise<T> {
    const names = keys.map(draftName)
    const before = names.map((name) => lanes.get(name))
    const done = Promise.allSettled(before).then(() => {
      for (const name of names) state.setState({ [name]: work })
      return task()
    })
    for (const name of names) {
      lanes.set(name, done)
      if (!state.getState()[name]) state.setState({ [name]: work })
    }
    try {
      return await done
    } finally {
      for (const name of names) {
        if (lanes.get(name) !== done) continue
        lanes.delete(name)
        state.setState({ [name]: undefined })
      }
    }
  }

  return { state, of: (key) => state.getState()[draftName(key)], run }
}
