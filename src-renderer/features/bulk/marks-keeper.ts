import type { StoreApi } from 'zustand/vanilla'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import { type MarksState, readMarks, writeMarks } from './marks.ts'

/** Keeps the selection over a reload; that of another list than the one that is shown has had its time. */
export function createMarksKeeper(deps: KeeperDeps, store: StoreApi<MarksState>, shownList: () => string): Keeper {
  return createKeeper(deps, {
    wanted: () => writeMarks(store.getState()),
    subscribe: (changed) => {
      store.subscribe(changed)
    },
    bringBack(entry) {
      const marks = readMarks(entry)
      if (marks === null || marks.list !== shownList() || store.getState().ids.size > 0) return false
      store.setState(marks)
      return true
    },
  })
}
