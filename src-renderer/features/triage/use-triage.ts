import { useMemo } from 'react'
import { MAX_BULK } from '#shared/rpc/bulk.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { type Screen, useScreen } from '../../stores/screen.ts'
import { again, begun, goneBack, goneOn, joined, type Outcome, type Triage, without } from './triage.ts'

export type TriageSteps = {
  start: (name: string) => void
  goOn: (outcome: Outcome) => void
  back: () => void
  /** Those that were skipped once more. */
  again: () => void
  leave: () => void
}

/** The way through a list, case by case. */
export function useTriage(): TriageSteps {
  const screen = useScreen()
  const { client } = useDesk()
  return useMemo(() => {
    const { triage, list, selection, drafts } = screen
    const idsOf = (query: Triage['query']) => client.bulk.ids({ ...query, from: 0, limit: MAX_BULK })

    function show(next: Triage) {
      // What was typed is kept before something else is shown.
      drafts.flushAll()
      triage.setState({ now: next })
      if (next.currentId !== null) openCase(screen, next.currentId)
    }

    /** Passes over what others have seen to, and takes in what came meanwhile when nothing else is left. */
    async function settle(wanted: Triage): Promise<void> {
      let next = wanted
      while (next.currentId !== null) {
        const index = await client.queues.indexOf({ ...next.query, caseId: next.currentId }).catch(() => 0)
        if (triage.getState().now !== wanted) return
        if (index !== null) break
        next = without(next)
      }
      if (next.currentId === null) {
        const { caseIds } = await idsOf(next.query).catch(() => ({ caseIds: [] as string[] }))
        if (triage.getState().now !== wanted) return
        next = joined(next, caseIds)
      }
      if (next !== wanted) show(next)
    }

    return {
      start(name) {
        const { query } = list.state.getState()
        const from = selection.getState().cursor?.caseId ?? null
        void idsOf(query)
          .then(({ caseIds }) => show(begun(query, name, caseIds, from)))
          .catch(() => {})
      },
      goOn(outcome) {
        const { now } = triage.getState()
        if (now === null || now.currentId === null) return
        const next = goneOn(now, outcome)
        show(next)
        void settle(next)
      },
      back() {
        const { now } = triage.getState()
        if (now !== null && now.past.length > 0) show(goneBack(now))
      },
      again() {
        const { now } = triage.getState()
        if (now !== null) show(again(now))
      },
      leave() {
        drafts.flushAll()
        triage.setState({ now: null })
        screen.focus.setState({ wish: { target: 'list' } })
      },
    }
  }, [screen, client])
}

function openCase({ selection, focus, view }: Screen, caseId: string) {
  view.setState({ page: 'queue', overlay: null })
  selection.setState({ openId: caseId, cursor: null })
  focus.setState({ wish: { target: 'pane' } })
}

/** The agent has done with a case what ends looking at it: going through a list, the next one comes. */
export function tellTriage({ triage }: Screen, caseId: string): void {
  triage.setState(({ acted }) => ({ acted: { caseId, count: acted.count + 1 } }))
}
