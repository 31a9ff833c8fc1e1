import { queuePage } from '#main/store/mirror/queues.ts'
import type { CaseListQuery } from '#shared/rpc/models.ts'
import { keepForm, readForm } from '../agent-form.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { understood } from '../queues/index.ts'
import { riskMsOf } from '../settings/stored.ts'
import { bulkResults, lastBulk } from './progress.ts'
import { runBulk, undoBulk } from './run.ts'

/** Rows that are read before others are let in. */
const ROWS_AT_ONCE = 200

export function bulkApi(ctx: DeskContext): DeskApi['bulk'] {
  return {
    run: (input) => runBulk(ctx, input),
    undo: (input) => undoBulk(ctx, input),
    last: () => lastBulk(ctx),
    results: ({ groupId }) => bulkResults(ctx, groupId),
    ids: (input) => idsOf(ctx, input),
    entry: () => readForm(ctx, marksName),
    keepEntry: ({ entry }) => keepForm(ctx, marksName, entry),
  }
}

const marksName = (agentId: string) => `bulk-marks-${agentId}`

async function idsOf(
  ctx: DeskContext,
  { from, limit, ...query }: CaseListQuery & { from: number; limit: number },
): Promise<{ caseIds: string[]; total: number }> {
  const caseIds: string[] = []
  let total = 0
  const now = ctx.deps.clock()
  for (;;) {
    const { mirror, outbox, me } = ctx.work()
    const rows = Math.min(ROWS_AT_ONCE, limit - caseIds.length)
    const anchor = { index: from + caseIds.length }
    const page = queuePage(mirror, { ...understood(query), me, now, riskMs: riskMsOf(outbox), anchor, limit: rows })
    total = page.total
    caseIds.push(...page.rows.map(({ id }) => id))
    if (page.rows.length < rows || caseIds.length >= limit) return { caseIds: [...new Set(caseIds)], total }
    await ctx.deps.timers.breathe()
  }
}
