import type { Outbox } from '../open.ts'

/** Beyond any number of a feed. */
const UNTIL_LOADED = Number.MAX_SAFE_INTEGER

/**
 * What was answered at `since` or later stays on top of the rows until everything is loaded anew. Of a conflict only words
 * have arrived; nothing else of it is to be shown. False: there was nothing new of that kind.
 */
export function keepUntilLoaded(outbox: Outbox, since: number): boolean {
  const kept = outbox
    .prepare(
      `UPDATE operation SET seq = @beyond
       WHERE settled_at >= @since AND seq > 0 AND seq < @beyond AND (state = 'settled' AND conflict IS NULL
         OR state IN ('settled', 'conflict') AND json_extract(operation, '$.kind') = 'note.create')`,
    )
    .run({ since, beyond: UNTIL_LOADED })
  return kept > 0
}

/** The operations whose results have a higher number than `seq`. */
export function resultsBeyond(outbox: Outbox, seq: number): string[] {
  return outbox
    .prepare<string>(
      `SELECT op_id FROM operation WHERE state = 'settled' AND seq > @seq
       UNION ALL SELECT op_id FROM operation WHERE state <> 'settled' AND state = 'conflict' AND seq > @seq`,
      { pluck: true },
    )
    .all({ seq })
}

/**
 * Numbers above `beyond` say nothing about the rows any more, which show what was settled. `opIds`: only of these. False:
 * there were none.
 */
export function forgetResultSeqs(outbox: Outbox, beyond = 0, opIds?: readonly string[]): boolean {
  const forgotten = outbox
    .prepare(
      `UPDATE operation SET seq = 0 WHERE state IN ('settled', 'conflict') AND seq > @beyond
         AND (@opIds IS NULL OR op_id IN (SELECT value FROM json_each(@opIds)))`,
    )
    .run({ beyond, opIds: opIds ? JSON.stringify(opIds) : null })
  return forgotten > 0
}
