import type { Operation, StatusChange } from '#shared/portal-api/operations.ts'
import type { Outbox } from '../open.ts'

/** Sets right what a status change is based on. False when it has been sent: the portal remembers it as it was. */
export function rebaseStatus(outbox: Outbox, opId: string, base: StatusChange['base']): boolean {
  return outbox.transaction(() => {
    const text = outbox
      .prepare<string>(`SELECT operation FROM operation WHERE op_id = ? AND state = 'waiting' AND sent = 0`, {
        pluck: true,
      })
      .get(opId)
    const operation = text === undefined ? null : (JSON.parse(text) as Operation)
    if (!operation?.status) return false
    const rebased: Operation = { ...operation, status: { ...operation.status, base } }
    outbox.prepare('UPDATE operation SET operation = ? WHERE op_id = ?').run(JSON.stringify(rebased), opId)
    return true
  })
}
