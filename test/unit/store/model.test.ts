import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateViews } from '#main/desk/estimates/views.ts'
import { findCase } from '#main/store/mirror/cases.ts'
import { applyChangesInSlices } from '#main/store/mirror/changes.ts'
import { queueCounters } from '#main/store/mirror/queues.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import type { Mirror } from '#main/store/open.ts'
import { changeOf, overlayOperations } from '#main/store/outbox/overlay.ts'
import { markSending, recordResults } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { CASE_STATUSES, type CaseStatus, isOpen, statusGroup } from '#shared/domain/status.ts'
import { laneOf, type Operation } from '#shared/portal-api/operations.ts'
import { CASE_FIELDS, type CaseRow, type EstimateRow } from '#shared/portal-api/rows.ts'
import { parseCursor } from '#shared/portal-api/sync.ts'
import { aCase, aNote, anEstimate } from '#test/factories/rows.ts'
import {
  aCreation,
  anEstimateToSend,
  anEstimateToWithdraw,
  anUpdate,
  aReply,
  aWorld,
  type Change,
  itemOf,
  NOTHING_DUE,
  NOW,
  STILL,
  type World,
} from './support.ts'

const CASES = 5
const ME = 'me'
const OWNERS = [null, ME, 'colleague']
const caseId = (at: number) => `case-${at}`

/** A very small portal: its rows, and the feed's number of the last change. */
type Portal = {
  cases: Map<string, CaseRow>
  notes: Map<string, string>
  estimates: Map<string, EstimateRow>
  feed: { change: Change; seq: number }[]
}

const at = fc.nat(CASES - 1)
const status = fc.constantFrom(...CASE_STATUSES)
const words = fc.constantFrom('Prvo besedilo', 'Drugo besedilo', 'Tretje')
const step = fc.oneof(
  fc.record({ do: fc.constant('portal' as const), at, status, owner: fc.constantFrom(...OWNERS), rma: fc.boolean() }),
  fc.record({ do: fc.constant('portal note' as const), at }),
  fc.record({ do: fc.constant('delete' as const), at }),
  fc.record({ do: fc.constant('set status' as const), at, status }),
  fc.record({ do: fc.constant('set owner' as const), at, owner: fc.constantFrom(...OWNERS) }),
  fc.record({ do: fc.constant('set words' as const), at, title: fc.boolean(), words }),
  fc.record({ do: fc.constant('create' as const), at }),
  fc.record({ do: fc.constant('reply' as const), at, status: fc.option(status, { nil: undefined }) }),
  fc.record({ do: fc.constant('estimate' as const), at }),
  fc.record({ do: fc.constant('end estimate' as const), at }),
  fc.record({
    do: fc.constant('answer' as const),
    at,
    state: fc.constantFrom('approved' as const, 'expired' as const),
  }),
  fc.record({ do: fc.constant('withdraw' as const), nth: fc.nat(5) }),
  fc.record({ do: fc.constant('push' as const), lost: fc.boolean() }),
  fc.record({ do: fc.constant('pull' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const recount = (mirror: Mirror) =>
  mirror
    .prepare(`SELECT status, owner_key, case_type, count(*) AS n FROM cases GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
    .all()
const counted = (mirror: Mirror) =>
  mirror
    .prepare(
      `SELECT status, owner_key, case_type, n FROM case_count WHERE n <> 0 ORDER BY status, owner_key, case_type`,
    )
    .all()

function run(world: World, portal: Portal, one: Step): void {
  const publish = (...changes: Change[]) => {
    for (const change of changes) portal.feed.push({ change, seq: portal.feed.length + 1 })
    return portal.feed.length
  }
  switch (one.do) {
    case 'portal': {
      const before = portal.cases.get(caseId(one.at))
      const row = aCase({
        id: caseId(one.at),
        status: one.status,
        ownerId: one.owner,
        caseType: one.rma ? 'rma' : 'support',
        versions: {
          status: (before?.versions.status ?? 0) + 1,
          ownerId: (before?.versions.ownerId ?? 0) + 1,
          title: (before?.versions.title ?? 0) + 1,
          description: (before?.versions.description ?? 0) + 1,
          teamId: 1,
        },
      })
      portal.cases.set(row.id, row)
      publish({ table: 'cases', row })
      return
    }
    case 'portal note': {
      if (!portal.cases.has(caseId(one.at))) return
      const row = aNote({ caseId: caseId(one.at) })
      portal.notes.set(row.id, row.caseId)
      publish({ table: 'notes', row })
      return
    }
    case 'delete':
      if (!portal.cases.delete(caseId(one.at))) return
      for (const [id, of] of portal.notes) {
        if (of !== caseId(one.at)) continue
        portal.notes.delete(id)
        publish({ table: 'notes', gone: id })
      }
      for (const { id, caseId: of } of portal.estimates.values()) {
        if (of !== caseId(one.at)) continue
        portal.estimates.delete(id)
        publish({ table: 'estimates', gone: id })
      }
      publish({ table: 'cases', gone: caseId(one.at) })
      return
    case 'estimate':
      if (findCase(world.mirror, caseId(one.at))) world.act(anEstimateToSend(caseId(one.at)))
      return
    case 'end estimate': {
      const open = estimateViews({ ...world, me: ME }, caseId(one.at)).find(({ state }) => state === 'open')
      if (!open) return
      const dependsOn = open.pending === 'send' ? [open.id] : []
      world.act(anEstimateToWithdraw(caseId(one.at), open.id, { dependsOn }))
      return
    }
    case 'answer': {
      const open = openOf(portal, caseId(one.at))
      const row = portal.cases.get(caseId(one.at))
      if (open && row) publish(...ended(portal, open, one.state), ...moved(portal, row, 'in_progress'))
      return
    }
    case 'set status':
    case 'set owner':
    case 'set words':
    case 'reply': {
      const row = findCase(world.mirror, caseId(one.at))
      if (row) act(world, row, one)
      return
    }
    case 'create': {
      const id = caseId(one.at)
      const known = portal.cases.has(id) || findCase(world.mirror, id) !== null || isCreated(world, id)
      if (!known) world.act(aCreation({ caseId: id }))
      return
    }
    case 'withdraw': {
      const pending = overlayOperations(world.outbox, parseCursor(mirrorState(world.mirror).cursor!).seq)
      const chosen = pending[one.nth]
      if (chosen && withdrawOperation(world.outbox, chosen.operation.opId, NOW)) world.show(laneOf(chosen.operation))
      return
    }
    case 'push':
      push(world, portal, one.lost, publish)
      return
    case 'pull':
      pull(world, portal)
  }
}

function act(
  world: World,
  row: CaseRow,
  one: Extract<Step, { do: 'set status' | 'set owner' | 'set words' | 'reply' }>,
): void {
  const statusOf = (to: CaseStatus) => ({ to, base: { value: row.status, version: row.versions.status } })
  if (one.do === 'set status') world.act(anUpdate(row.id, { status: statusOf(one.status) }))
  else if (one.do === 'set words') {
    const field = one.title ? 'title' : 'description'
    const change = { to: one.words, base: { value: row[field], version: row.versions[field] } }
    world.act(anUpdate(row.id, { status: undefined, [field]: change }))
  } else if (one.do === 'reply') world.act(aReply(row.id, { status: one.status && statusOf(one.status) }))
  else {
    const ownerId = { to: one.owner, base: { value: row.ownerId, version: row.versions.ownerId } }
    world.act(anUpdate(row.id, { status: undefined, ownerId }))
  }
}

/** The portal applies every unsent operation; `lost`: the answer does not arrive, and they are sent again. */
function push(world: World, portal: Portal, lost: boolean, publish: (...changes: Change[]) => number): void {
  const unsent = overlayOperations(world.outbox, 0).filter(({ state }) => state === 'waiting')
  for (const { operation } of unsent) {
    markSending(world.outbox, [operation.opId])
    const known =
      portal.notes.has(operation.opId) ||
      portal.estimates.has(operation.opId) ||
      (operation.kind === 'case.create' && portal.cases.has(laneOf(operation)))
    const seq = known ? portal.feed.length : apply(portal, operation, publish)
    if (lost) world.outbox.exec(`UPDATE operation SET state = 'waiting' WHERE state = 'sending'`)
    else recordResults(world.outbox, [{ status: 'applied', opId: operation.opId, seq }], NOW)
    world.show(laneOf(operation))
  }
}

function apply(portal: Portal, operation: Operation, publish: (...changes: Change[]) => number): number {
  if (!('caseId' in operation)) return portal.feed.length
  if (operation.kind === 'case.create') {
    const row = aCase({ id: operation.caseId, title: operation.title, description: operation.description })
    portal.cases.set(row.id, row)
    return publish({ table: 'cases', row })
  }
  const before = portal.cases.get(operation.caseId)
  if (!before) return portal.feed.length
  if (operation.kind === 'estimate.send' || operation.kind === 'estimate.withdraw') {
    const changes = applyEstimate(portal, before, operation)
    return changes.length > 0 ? publish(...changes) : portal.feed.length
  }
  const row: CaseRow = { ...before, versions: { ...before.versions } }
  for (const field of CASE_FIELDS) {
    const change = changeOf(operation, field)
    if (!change) continue
    Object.assign(row, { [field]: change.to })
    row.versions[field]++
  }
  portal.cases.set(row.id, row)
  if (operation.kind !== 'note.create') return publish({ table: 'cases', row })
  portal.notes.set(operation.opId, row.id)
  const note = aNote({ id: operation.opId, caseId: row.id, authorKind: 'agent', authorId: ME, body: operation.body })
  return publish({ table: 'notes', row: note }, { table: 'cases', row })
}

type EstimateOperation = Extract<Operation, { kind: 'estimate.send' | 'estimate.withdraw' }>

/** As the real portal does it: one is open at most, and its case waits for the answer. */
function applyEstimate(portal: Portal, row: CaseRow, operation: EstimateOperation): Change[] {
  const open = openOf(portal, row.id)
  if (operation.kind === 'estimate.withdraw') {
    if (open?.id !== operation.estimateId) return []
    return [...ended(portal, open, 'withdrawn'), ...moved(portal, row, 'in_progress')]
  }
  if (!isOpen(row.status)) return []
  const { opId: id, caseId: of, items, note, validUntil } = operation
  const estimate = anEstimate({ id, caseId: of, items, note, validUntil, createdBy: ME })
  const older = open ? ended(portal, open, 'withdrawn') : []
  portal.estimates.set(id, estimate)
  return [...older, { table: 'estimates', row: estimate }, ...moved(portal, row, 'waiting_for_details')]
}

function openOf(portal: Portal, of: string): EstimateRow | undefined {
  return [...portal.estimates.values()].find(({ caseId: id, state }) => id === of && state === 'open')
}

function ended(portal: Portal, estimate: EstimateRow, state: EstimateRow['state']): Change[] {
  const row = { ...estimate, state, endedAt: NOW }
  portal.estimates.set(row.id, row)
  return [{ table: 'estimates', row }]
}

/** To waiting from anywhere open, and back to work from waiting alone. */
function moved(portal: Portal, before: CaseRow, to: CaseStatus): Change[] {
  const moves = before.status !== to && (to === 'waiting_for_details' || before.status === 'waiting_for_details')
  if (!moves) return []
  const row = { ...before, status: to, versions: { ...before.versions, status: before.versions.status + 1 } }
  portal.cases.set(row.id, row)
  return [{ table: 'cases', row }]
}

function pull(world: World, portal: Portal): void {
  const from = parseCursor(mirrorState(world.mirror).cursor!).seq
  const newest = new Map(portal.feed.filter(({ seq }) => seq > from).map((entry) => [idOf(entry.change), entry]))
  const items = [...newest.values()].sort((a, b) => a.seq - b.seq).map(({ change, seq }) => itemOf(change, seq))
  const change = {
    items,
    cursor: `e.${portal.feed.length}`,
    pendingOf: (ids: readonly string[], seq: number) => overlayOperations(world.outbox, seq, ids),
  }
  for (const _ of applyChangesInSlices(world.mirror, change, STILL))
    expect(counted(world.mirror)).toEqual(recount(world.mirror))
}

/** Also one that is still to be answered for. */
const isCreated = (world: World, id: string) =>
  overlayOperations(world.outbox, 0, [id]).some(({ operation }) => operation.kind === 'case.create')

const idOf = (change: Change) => ('gone' in change ? change.gone : change.row.id)

test('counters always equal a recount, and after the last pull the mirror equals the portal', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const world = aWorld()
      const portal: Portal = { cases: new Map(), notes: new Map(), estimates: new Map(), feed: [] }
      for (const one of steps) {
        run(world, portal, one)
        expect(counted(world.mirror)).toEqual(recount(world.mirror))
      }
      run(world, portal, { do: 'push', lost: false })
      run(world, portal, { do: 'pull' })
      const rows = [...portal.cases.values()]
      for (let nth = 0; nth < CASES; nth++) {
        const id = caseId(nth)
        expect(findCase(world.mirror, id)).toEqual(portal.cases.get(id) ?? null)
        if (!portal.cases.has(id)) continue
        const notes = caseThread(world.mirror, { caseId: id, limit: 200, me: ME }).items
        expect(new Set(notes.map((note) => note.id))).toEqual(
          new Set([...portal.notes].filter(([, of]) => of === id).map(([note]) => note)),
        )
        expect(notes.every((note) => note.type === 'note' && note.sending === null)).toBe(true)
        const estimates = estimateViews({ ...world, me: ME }, id)
        expect(estimates.every(({ pending }) => pending === null)).toBe(true)
        expect(new Map(estimates.map((one) => [one.id, one.state]))).toEqual(
          new Map([...portal.estimates.values()].flatMap((one) => (one.caseId === id ? [[one.id, one.state]] : []))),
        )
      }
      expect(queueCounters(world.mirror, ME, NOTHING_DUE)).toEqual({
        open: rows.filter((row) => isOpen(row.status)).length,
        mine: rows.filter((row) => isOpen(row.status) && row.ownerId === ME).length,
        unassigned: rows.filter((row) => isOpen(row.status) && row.ownerId === null).length,
        waiting: rows.filter((row) => statusGroup(row.status) === 'waiting').length,
        active: rows.filter((row) => statusGroup(row.status) === 'active').length,
        closed: rows.filter((row) => statusGroup(row.status) === 'closed').length,
        breached: 0,
        at_risk: 0,
        snoozed: 0,
      })
      expect(world.mirror.prepare('SELECT count(*) FROM overlay', { pluck: true }).get()).toBe(0)
      expect(world.mirror.prepare('SELECT count(*) FROM cases WHERE pending OR conflict', { pluck: true }).get()).toBe(
        0,
      )
    }),
    { numRuns: 60 },
  )
})
