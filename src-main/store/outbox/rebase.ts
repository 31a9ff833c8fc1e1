import type { Operation } from '#shared/portal-api/operations.ts'
import type { CaseField } from '#shared/portal-api/rows.ts'
import type { Outbox } from '../open.ts'
import { readOperation } from './operations.ts'
import { changeOf } from './overlay.ts'

/** Sets right what a change of a field is based on. False when it has been sent: the portal remembers it as it was. */
export function rebaseField(
  outbox: Outbox,
  opId: string,
  field: CaseField,
  base: { value: string | null; version: number },
): boolean {
  return outbox.transaction(() => {
    const text = outbox
      .prepare<string>(`SELECT operation FROM operation WHERE op_id = ? AND state = 'waiting' AND sent = 0`, {
        pluck: true,
      })
      .get(opId)
    const operation = text === undefined ? null : readOperation(text)
    const change = operation && changeOf(operation, field)
    if (!operation || !change) return false
    // The value is of the field's own type: it comes from a row or from an operation on the same field.
    const rebased = { ...operation, [field]: { ...change, base } } as Operation
    outbox.prepare('UPDATE operation SET operation = ? WHERE op_id = ?').run(JSON.stringify(rebased), opId)
    return true
  })
}
