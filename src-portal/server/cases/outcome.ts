import type { Conflict } from '#shared/portal-api/operations.ts'

/** What became of an operation, before it has its number. Only the first three may have written anything. */
export type Outcome =
  | { status: 'applied' }
  | { status: 'merged' }
  | { status: 'conflict'; conflict: Conflict }
  | { status: 'rejected'; code: string; detail: string }
  /** Something that it needs is not there yet; milliseconds. */
  | { status: 'retry'; afterMs: number }

/** What became of one field: it cannot fail. */
export type FieldOutcome = Extract<Outcome, { status: 'applied' | 'merged' | 'conflict' }>

export function rejected(code: string, detail: string): Extract<Outcome, { status: 'rejected' }> {
  return { status: 'rejected', code, detail }
}
