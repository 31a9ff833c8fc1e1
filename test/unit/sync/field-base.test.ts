import { describe, expect, it } from 'vitest'
import { findCase } from '#main/store/mirror/cases.ts'
import { beginSnapshot } from '#main/store/mirror/snapshot.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { operationById } from '#main/store/outbox/operations.ts'
import { changeOf } from '#main/store/outbox/overlay.ts'
import { markSending, recordResults, resolveConflict } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { cutBatch } from '#main/sync/batch.ts'
import { prepareBases, rebaseAfterRemoval } from '#main/sync/field-base.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { aCase, aCaseEvent, anEstimate } from '#test/factories/rows.ts'
import {
  aMerge,
  anEstimateToSend,
  anEstimateToWithdraw,
  anUnmerge,
  anUpdate,
  aWorld,
  loadPages,
  NOW,
  type World,
} from '../store/support.ts'

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
  expect(baseOf(world, then)).toEqual({ value: 'waiting_for_details', version: 1 })
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

it('a status after a withdrawal that left the status alone stands on the status before it', () => {
  const waiting = aCase({ status: 'waiting_for_details' })
  const open = anEstimate({ caseId: waiting.id })
  const world = aWorld({ cases: [waiting], estimates: [open] })
  const base = { value: 'waiting_for_details', version: 1 } as const
  const first = world.act(anUpdate(waiting.id, { status: { to: 'field_service', base } }))
  world.act(anEstimateToWithdraw(waiting.id, open.id))
  const then = world.act(
    anUpdate(waiting.id, { status: { to: 'researching', base: { value: 'field_service', version: 2 } } }),
  )
  expect(prepareBases(world, then)).toBe('wait')
  const theirs = { theirs: 'in_progress', theirsVersion: 2, changedBy: 'stranka', changedAt: NOW } as const
  const conflict = { field: 'status', base: base.value, mine: 'field_service', reason: 'stale', ...theirs } as const
  recordResults(world.outbox, [{ status: 'conflict', opId: first.opId, seq: 1, conflict }], NOW)
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual(base)
})

describe('a status, a merge, and a status on top of it', () => {
  const aMergedOne = () => {
    const other = aCase()
    const world = aWorld({ cases: [row, other] })
    const first = world.act(
      anUpdate(row.id, { status: { to: 'field_service', base: { value: 'in_progress', version: 1 } } }),
    )
    const merge = world.act(aMerge(row.id, other.id))
    const then = world.act(anUpdate(row.id, { status: { to: 'researching', base: { value: 'resolved', version: 3 } } }))
    return { world, first, merge, then }
  }

  it('where the merge is refused, it waits for the first status and stands on it', () => {
    const { world, first, merge, then } = aMergedOne()
    recordResults(world.outbox, [{ status: 'rejected', opId: merge.opId, code: 'merge_crossed', detail: '' }], NOW)
    expect(prepareBases(world, then)).toBe('wait')
    recordResults(world.outbox, [{ status: 'applied', opId: first.opId, seq: world.seq() + 1 }], NOW)
    expect(prepareBases(world, then)).toBe('wait')
    world.change({ table: 'cases', row: { ...row, status: 'field_service', versions: { ...row.versions, status: 2 } } })
    expect(prepareBases(world, then)).toBe('ready')
    expect(baseOf(world, then)).toEqual({ value: 'field_service', version: 2 })
  })

  it('where the merge is taken back, it stands on the first status, which waits', () => {
    const { world, merge, then } = aMergedOne()
    withdrawOperation(world.outbox, merge.opId, NOW)
    rebaseAfterRemoval(world, merge)
    expect(baseOf(world, then)).toEqual({ value: 'field_service', version: 2 })
    expect(prepareBases(world, operationById(world.outbox, then.opId)!.operation)).toBe('wait')
  })
})

it('a title on top of a refused one waits for the one before that', () => {
  const world = aWorld({ cases: [row] })
  const titled = (to: string, value: string, version: number) =>
    world.act(anUpdate(row.id, { status: undefined, title: { to, base: { value, version } } }))
  const first = titled('Prvi', row.title, row.versions.title)
  const second = titled('Drugi', 'Prvi', row.versions.title + 1)
  const third = titled('Tretji', 'Drugi', row.versions.title + 2)
  recordResults(world.outbox, [{ status: 'rejected', opId: second.opId, code: 'not_found', detail: '' }], NOW)
  expect(prepareBases(world, third)).toBe('wait')
  recordResults(world.outbox, [{ status: 'applied', opId: first.opId, seq: world.seq() + 1 }], NOW)
  world.change({ table: 'cases', row: { ...row, title: 'Prvi', versions: { ...row.versions, title: 4 } } })
  expect(prepareBases(world, third)).toBe('ready')
  const { operation } = operationById(world.outbox, third.opId)!
  expect(changeOf(operation, 'title')?.base).toEqual({ value: 'Prvi', version: 4 })
})

it('a title on top of one that was in conflict overwrites nothing when a person has decided for theirs first', () => {
  const world = aWorld({ cases: [row] })
  const { title, versions } = row
  const titled = (to: string, base: { value: string; version: number }) =>
    world.act(anUpdate(row.id, { status: undefined, title: { to, base } }))
  const first = titled('Prvi', { value: title, version: versions.title })
  const second = titled('Drugi', { value: 'Prvi', version: versions.title + 1 })
  world.change({
    table: 'cases',
    row: { ...row, title: 'Njihov', versions: { ...versions, title: versions.title + 1 } },
  })
  const theirs = { theirs: 'Njihov', theirsVersion: versions.title + 1, changedBy: 'jana', changedAt: NOW } as const
  const conflict = { field: 'title', base: title, mine: 'Prvi', ...theirs } as const
  recordResults(world.outbox, [{ status: 'conflict', opId: first.opId, seq: world.seq(), conflict }], NOW)
  resolveConflict(world.outbox, first.opId, null, NOW)
  expect(prepareBases(world, second)).toBe('ready')
  // With the number of theirs it would be taken for a change of theirs.
  const { operation } = operationById(world.outbox, second.opId)!
  expect(changeOf(operation, 'title')?.base).toEqual({ value: title, version: versions.title })
})

it('a status on top of a merge that was refused and taken apart stands on what the portal has', () => {
  const other = aCase()
  const world = aWorld({ cases: [row, other] })
  const merge = world.act(aMerge(row.id, other.id))
  const apart = world.act(anUnmerge(row.id, other.id))
  expect(findCase(world.mirror, row.id)).toMatchObject({
    status: 'in_progress',
    mergedIntoId: null,
    versions: { status: 3 },
  })
  const then = world.act(
    anUpdate(row.id, { status: { to: 'researching', base: { value: 'in_progress', version: 3 } } }),
  )
  recordResults(world.outbox, [{ status: 'rejected', opId: merge.opId, code: 'not_found', detail: '' }], NOW)
  expect(prepareBases(world, then)).toBe('wait')
  recordResults(world.outbox, [{ status: 'merged', opId: apart.opId, seq: world.seq() }], NOW)
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual({ value: 'in_progress', version: 1 })
})

it('a status on top of a merge that was refused overwrites nothing that somebody has changed meanwhile', () => {
  const other = aCase()
  const world = aWorld({ cases: [row, other] })
  const merge = world.act(aMerge(row.id, other.id))
  const base = { value: 'resolved', version: row.versions.status + 1 } as const
  const then = world.act(anUpdate(row.id, { status: { to: 'researching', base } }))
  const versions = { ...row.versions, status: row.versions.status + 1 }
  world.change({ table: 'cases', row: { ...row, status: 'cancelled', versions } })
  recordResults(world.outbox, [{ status: 'rejected', opId: merge.opId, code: 'not_found', detail: '' }], NOW)
  expect(prepareBases(world, then)).toBe('ready')
  // With the number of theirs it would be taken for a change of theirs.
  expect(baseOf(world, then)?.version).toBeLessThan(versions.status)
})

it('a case that the portal has merged is shown as it was before while taking it apart waits', () => {
  const into = aCase()
  const merged = aCase({ status: 'resolved', closedAt: NOW, mergedIntoId: into.id })
  const at = { caseId: merged.id, createdAt: NOW }
  const events = [
    aCaseEvent({ ...at, field: 'status', from: 'field_service', to: 'resolved' }),
    aCaseEvent({ ...at, field: 'mergedInto', from: null, to: into.caseNumber }),
  ]
  const world = aWorld({ cases: [into, merged], caseEvents: events })
  const apart = world.act(anUnmerge(merged.id, into.id))
  expect(findCase(world.mirror, merged.id)).toMatchObject({
    status: 'field_service',
    closedAt: null,
    mergedIntoId: null,
  })
  const then = world.act(
    anUpdate(merged.id, { status: { to: 'researching', base: { value: 'field_service', version: 2 } } }),
  )
  expect(prepareBases(world, then)).toBe('wait')
  recordResults(world.outbox, [{ status: 'applied', opId: apart.opId, seq: world.seq() + 1 }], NOW)
  const versions = { ...merged.versions, status: 5 }
  const back = { ...merged, status: 'field_service', closedAt: null, mergedIntoId: null, versions } as const
  world.change({ table: 'cases', row: back })
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual({ value: 'field_service', version: 5 })
})

it('a case that was closed before it was merged stays closed when it is taken apart', () => {
  const into = aCase()
  const merged = aCase({ status: 'cancelled', closedAt: NOW - 1, mergedIntoId: into.id })
  const told = aCaseEvent({ caseId: merged.id, createdAt: NOW, field: 'mergedInto', from: null, to: into.caseNumber })
  const world = aWorld({ cases: [into, merged], caseEvents: [told] })
  world.act(anUnmerge(merged.id, into.id))
  expect(findCase(world.mirror, merged.id)).toMatchObject({
    status: 'cancelled',
    closedAt: NOW - 1,
    mergedIntoId: null,
  })
})

it('a status on top of two that end where the row began stands on them, also where rows are loaded from before them', () => {
  const world = aWorld({ cases: [row] })
  const waiting = world.act(
    anUpdate(row.id, { status: { to: 'waiting_for_details', base: { value: row.status, version: 1 } } }),
  )
  const back = world.act(
    anUpdate(row.id, { status: { to: row.status, base: { value: 'waiting_for_details', version: 2 } } }),
  )
  const base = { value: row.status, version: 3 }
  const then = world.act(anUpdate(row.id, { status: { to: 'resolved', base } }))
  beginSnapshot(world.mirror, { cursor: 'e.1', tables: [{ table: 'cases', rows: 1 }] })
  loadPages(world.mirror, { cases: [row] }, 1000)
  const results = [waiting, back].map(({ opId }, at) => ({ status: 'applied' as const, opId, seq: 100 + at }))
  recordResults(world.outbox, results, NOW)
  expect(mirrorState(world.mirror).cursor).toBeNull()
  expect(prepareBases(world, then)).toBe('ready')
  expect(baseOf(world, then)).toEqual(base)
})

it('a status waits for the one it was written on, also where both are due at once and the row was ahead of the first', () => {
  const world = aWorld({ cases: [row] })
  const sent = world.act(anEstimateToSend(row.id))
  const to = (status: 'researching' | 'resolved', base: { value: CaseStatus; version: number }) =>
    world.act(anUpdate(row.id, { status: { to: status, base } }))
  const first = to('researching', { value: 'waiting_for_details', version: 2 })
  markSending(world.outbox, [sent.opId])
  recordResults(world.outbox, [{ status: 'applied', opId: sent.opId, seq: world.seq() + 1 }], NOW)
  const versions = { ...row.versions, status: 4 }
  world.change({ table: 'cases', row: { ...row, status: 'waiting_for_details', versions } })
  const shown = findCase(world.mirror, row.id)
  expect(shown).toMatchObject({ status: 'researching', versions: { status: 4 } })
  const then = to('resolved', { value: 'researching', version: 4 })

  const { operations, held } = cutBatch(world, { operations: [first, then], attempts: [0, 0] })
  expect(operations.map(({ opId }) => opId)).toEqual([first.opId])
  expect([...held.values()]).toEqual([then.opId])
  expect(baseOf(world, first)).toEqual({ value: 'waiting_for_details', version: 4 })
  expect(baseOf(world, then)).toEqual({ value: 'researching', version: 5 })
})
