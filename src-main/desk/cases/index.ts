import { agentName } from '#main/store/mirror/agents.ts'
import { caseDetail } from '#main/store/mirror/cases.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { operationsOfCase } from '#main/store/outbox/operations.ts'
import { overlayOperations, pendingFieldsOf } from '#main/store/outbox/overlay.ts'
import { cursorSeq } from '#main/sync/context.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { addNote, setOwner, setStatus } from './actions.ts'

export function casesApi(ctx: DeskContext): DeskApi['cases'] {
  return {
    get: ({ caseId }) => {
      const { mirror, outbox } = ctx.work()
      const detail = caseDetail(mirror, caseId)
      if (detail === null) throw new DeskFault('not_found')
      return {
        ...detail,
        pendingFields: pendingFieldsOf(overlayOperations(outbox, cursorSeq(mirror), [caseId])),
        conflicts: operationsOfCase(outbox, caseId).flatMap(({ operation, state, conflict }) =>
          state === 'conflict' && conflict
            ? [
                {
                  opId: operation.opId,
                  conflict,
                  changedByName: conflict.changedBy && agentName(mirror, conflict.changedBy),
                },
              ]
            : [],
        ),
      }
    },
    thread: (query) => {
      const { mirror, me } = ctx.work()
      return caseThread(mirror, { ...query, me })
    },
    setStatus: (input) => setStatus(ctx, input),
    setOwner: (input) => setOwner(ctx, input),
    addNote: (input) => addNote(ctx, input),
  }
}
