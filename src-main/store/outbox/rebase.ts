import type { Operation } from '#shared/portal-api/operations.ts'
import type { CaseField } from '#shared/portal-api/rows.ts'
import type { Outbox } from '../open.ts'
import { readOperation } from './operations.ts'
import { changeOf } from './overlay.ts'
import { withBase } from './value-changes.ts'

/** Sets right what a change of a field is based on. False when it has been sent: the portal remembers it as it was. */
export function rebaseField(
  outbox: Outbox,
  opId: string,
  field: CaseField,
  base: { value: string | null; version: number },
): boolean {
  return rebase(outbox, opId, (operation) => {
    const change = changeOf(operation, field)
    // The value is of the field's own type: it comes from a row or from an operation on the same field.
    return change ? ({ ...operation, [field]: { ...change, base } } as Operation) : null
  })
}

/** The same of a change whose base is a value. */
export function rebaseValue(outbox: Outbox, opId: string, field: string, base: unknown): boolean {
  return rebase(outbox, opId, (operation) => withBase(operation, field, base))
}

function rebase(outbox: Outbox, opId: string, rebased: (operation: Operation) => Operation | null): boolean {
  return outbox.transaction(() => {
    const text = outbox
      .prepare<string>(`SELECT operation FROM operation WHERE op_id = ? AND state = 'waiting' AND sent = 0`, {
        pluck: true,
      })
      .get(opId)
    const next = text === undefined ? null : rebased(readOperation(text))
    if (next === null) return false
    outbox.prepare('UPDATE operation SET operation = ? WHERE op_id = ?').run(JSON.stringify(next), opId)
    return true
  })
}
