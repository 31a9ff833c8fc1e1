import { expect, it } from 'vitest'
import { operationById } from '#main/store/outbox/operations.ts'
import { markSending, recordResults } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { prepareBases, rebaseAfterRemoval } from '#main/sync/field-base.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { aCase, anEstimate } from '#test/factories/rows.ts'
import { anEstimateToSend, anEstimateToWithdraw, anUpdate, aWorld, NOW, type World } from '../store/support.ts'

const row = aCase()
const baseOf = (world: World, { opId }: Operation) => {
  const stored = operationById(world.outbox, opId)?.operation
  return stored?.kind === 'case.update' ? stored.status?.base : undefined
}
/** Written on top of the status that the estimate makes. */
const resolved = () =>
  anUpdate(row.id, { status: { to: 'resolved', base: { value: 'waiting_for_details', version: 2 } } })

function aWrittenOn(first: Operation, then: Operation) {
  const world = aWorld({ cases: [row] })
  world.act(first)
  world.act(then)
  return world
}

it('a status on top of an estimate waits until that has arrived and been pulled, and then says what became of it', () => {
  const [sent, then] = [anEstimateToSend(row.id), resolved()]
  const world = aWrittenOn(sent, then)
  expect(prepareBases(world, then)).toBe('wait')
  markSending(world.outbox, [sent.opId])
  recordResults(world.outbox, [{ status: 'applied', opId: sent.opId, seq: world.seq() + 1 }], NOW)
  expect(prepareBases(world, then)).toBe('wait')
  const versions = { ...row.versions, status: 4 }
  world.change({ table: 'cases', row: { ...row, status: 'waiting_for_details', versions } })
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual({ value: 'waiting_for_details', version: 4 })
})

it('a status on top of an estimate that was refused stands on what the portal has', () => {
  const [sent, then] = [anEstimateToSend(row.id), resolved()]
  const world = aWrittenOn(sent, then)
  recordResults(world.outbox, [{ status: 'rejected', opId: sent.opId, code: 'estimate_past', detail: '' }], NOW)
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual({ value: 'in_progress', version: 1 })
})

it('where somebody else has moved the case meanwhile, the base stays behind for the portal to see', () => {
  const [sent, then] = [anEstimateToSend(row.id), resolved()]
  const world = aWrittenOn(sent, then)
  recordResults(world.outbox, [{ status: 'rejected', opId: sent.opId, code: 'estimate_past', detail: '' }], NOW)
  world.change({ table: 'cases', row: { ...row, status: 'researching', versions: { ...row.versions, status: 2 } } })
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual({ value: 'waiting_for_details', version: 2 })
})

it('a status on top of an estimate that is taken back stands on what the portal has', () => {
  const [sent, then] = [anEstimateToSend(row.id), resolved()]
  const world = aWrittenOn(sent, then)
  withdrawOperation(world.outbox, sent.opId, NOW)
  rebaseAfterRemoval(world, sent)
  expect(baseOf(world, then)).toEqual({ value: 'in_progress', version: 1 })
  expect(prepareBases(world, then)).toBe('ready')
})

it('a status on top of a withdrawal waits for it too', () => {
  const waiting = aCase({ status: 'waiting_for_details' })
  const open = anEstimate({ caseId: waiting.id })
  const world = aWorld({ cases: [waiting], estimates: [open] })
  const withdrawal = world.act(anEstimateToWithdraw(waiting.id, open.id))
  const then = world.act(
    anUpdate(waiting.id, { status: { to: 'researching', base: { value: 'in_progress', version: 2 } } }),
  )
  expect(prepareBases(world, then)).toBe('wait')
  const theirs = { theirs: 'approved', changedBy: 'jana', changedAt: NOW } as const
  const conflict = { field: 'estimate', mine: 'withdrawn', ...theirs } as const
  recordResults(world.outbox, [{ status: 'conflict', opId: withdrawal.opId, seq: 1, conflict }], NOW)
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual({ value: 'waiting_for_details', version: 1 })
})
