import type { Operation } from '#shared/portal-api/operations.ts'

/** What carries what its author saw as values, without a version: of one field, or of all of them. */
export type ValueOperation = Extract<
  Operation,
  { kind: 'rma.updateLine' | 'template.save' | 'view.save' | 'macro.save' }
>

/** `lineId`: of a line; else of what the operation is about. */
export type ValueChange = { lineId?: string; field: string; base: unknown; to: unknown }

/** Null of what carries no such values; what makes something new has seen nothing. */
export function valueOperation(operation: Operation): ValueOperation | null {
  switch (operation.kind) {
    case 'rma.updateLine':
      return operation
    case 'template.save':
    case 'view.save':
    case 'macro.save':
      return operation.base === null ? null : operation
    default:
      return null
  }
}

/** One for each field that it changes. */
export function valueChangesOf(operation: Operation): ValueChange[] {
  const found = valueOperation(operation)
  if (found === null) return []
  if (found.kind === 'rma.updateLine') return [found]
  const content = new Map<string, unknown>(Object.entries(found.content))
  const changes = Object.entries(found.base ?? {}).map(([field, base]) => ({ field, base, to: content.get(field) }))
  return changes.filter(({ base, to }) => base !== to)
}

/** The operation with another base of one field. */
export function withBase(operation: Operation, field: string, base: unknown): Operation {
  const found = valueOperation(operation)
  if (found === null) return operation
  const seen = found.kind === 'rma.updateLine' ? base : { ...found.base, [field]: base }
  // The value is of the field's own type: it comes from an operation on the same field.
  return { ...found, base: seen } as Operation
}
