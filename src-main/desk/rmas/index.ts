import { lookUp } from '#main/store/mirror/device-hits.ts'
import { cardsOfDevice, columnPage, rmaBoard } from '#main/store/mirror/rma-cards.ts'
import { rmaCounters, rmaPage, rmasNumbered, rmasOfCase } from '#main/store/mirror/rma-list.ts'
import { linesByNumber, linesNear } from '#main/store/mirror/rma-scan.ts'
import { getRmaForm, keepRmaForm, removeRmaForm, scansForm } from '#main/store/outbox/forms.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_RMA_LINES } from '#shared/domain/rma.ts'
import { rmaDigits } from '#shared/domain/rma-number.ts'
import { keepForm, readForm } from '../agent-form.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { addLine, createRma, removeLine, setField } from './lines.ts'
import { stepLine, stepLines } from './steps.ts'
import { rmaDetail } from './views.ts'

/** All devices of one RMA. */
const SCANNED = MAX_RMA_LINES
const HITS = 20

export function rmasApi(ctx: DeskContext): DeskApi['rmas'] {
  const looking = () => ({ me: ctx.work().me, now: ctx.deps.clock() })
  return {
    counters: () => rmaCounters(ctx.work().mirror, ctx.deps.clock()),
    board: ({ limit, ...filter }) => rmaBoard(ctx.work().mirror, { ...looking(), filter, limit }),
    column: ({ limit, state, after, ...filter }) =>
      columnPage(ctx.work().mirror, { ...looking(), filter, state, after, limit }),
    page: ({ after, limit, ...query }) => rmaPage(ctx.work().mirror, { ...looking(), query, after, limit }),
    numbered: ({ text, limit }) => {
      const digits = rmaDigits(text)
      return digits === null ? [] : rmasNumbered(ctx.work().mirror, digits, limit, ctx.deps.clock())
    },
    get: ({ rmaId }) => rmaDetail(ctx, rmaId),
    ofCase: ({ caseId }) => rmasOfCase(ctx.work().mirror, caseId, ctx.deps.clock()),
    ofSerial: ({ serialNumber }) => cardsOfDevice(ctx.work().mirror, lookUpKey(serialNumber), ctx.deps.clock()),
    scan: ({ text }) => {
      const { mirror } = ctx.work()
      const now = ctx.deps.clock()
      const lines = linesByNumber(mirror, text, now, SCANNED)
      if (lines.length > 0) return { lines, nearLines: [], hits: [], near: [] }
      const { hits, near } = lookUp(mirror, text, HITS)
      return { lines, nearLines: linesNear(mirror, text, now), hits, near }
    },
    create: (input) => createRma(ctx, input),
    addLine: (input) => addLine(ctx, input),
    removeLine: (input) => removeLine(ctx, input),
    setField: (input) => setField(ctx, input),
    step: (input) => stepLine(ctx, input),
    stepMany: (input) => stepLines(ctx, input),
    scanned: () => readForm(ctx, scansForm),
    keepScanned: ({ entry }) => keepForm(ctx, scansForm, entry),
    entry: ({ caseId }) => {
      const { outbox, me } = ctx.work()
      return getRmaForm(outbox, { caseId, agentId: me })?.entry ?? null
    },
    keepEntry: ({ caseId, entry }) => {
      const { outbox, me } = ctx.work()
      if (entry === null) removeRmaForm(outbox, { caseId, agentId: me })
      else keepRmaForm(outbox, { caseId, agentId: me, entry, savedAt: ctx.deps.clock() })
    },
  }
}
