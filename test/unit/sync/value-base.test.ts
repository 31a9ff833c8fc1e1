import { describe, expect, it, test } from 'vitest'
import { contentOf } from '#main/store/mirror/content.ts'
import { appendOperation, operationById } from '#main/store/outbox/operations.ts'
import { markSending, recordResults, resolveConflict, returnToWaiting } from '#main/store/outbox/sending.ts'
import { valueOperation } from '#main/store/outbox/value-changes.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { prepareBases, rebaseAfterRemoval } from '#main/sync/field-base.ts'
import { OPERATION_SCHEMA_VERSION, type Operation, type OperationResult } from '#shared/portal-api/operations.ts'
import type { LineField } from '#shared/portal-api/rma-rows.ts'
import { anId } from '#test/factories/ids.ts'
import { aLineChange } from '#test/factories/rma-operations.ts'
import { aCase, aMacro, anRma, anRmaLine, aTemplate, aView } from '#test/factories/rows.ts'
import { aWorld, firstSync, NOW, type World } from '../store/support.ts'
import { applied, lab } from './lab.ts'

const row = aCase()
const rma = anRma({ caseId: row.id })
const line = anRmaLine({ rmaId: rma.id, caseId: row.id })
const template = aTemplate()
const view = aView()
const macro = aMacro()

const aLine = () => aWorld({ cases: [row], rmas: [rma], rmaLines: [line] })
const change = (base: string, to: string, field: LineField = 'carrier') =>
  aLineChange({ caseId: row.id, rmaId: rma.id, lineId: line.id }, { field, base, to })

const stored = (world: World, { opId }: Operation) => operationById(world.outbox, opId)!
const baseOf = (world: World, operation: Operation) => valueOperation(stored(world, operation).operation)?.base
const prepared = (world: World, operation: Operation) => prepareBases(world, stored(world, operation).operation)
const answer = (world: World, result: OperationResult) => recordResults(world.outbox, [result], NOW)
const refuse = (world: World, { opId }: Operation) =>
  answer(world, { status: 'rejected', opId, code: 'serial_twice', detail: '' })
const setAside = (world: World, { opId }: Operation) =>
  world.outbox.prepare(`UPDATE operation SET state = 'quarantined', sent = 8 WHERE op_id = ?`).run(opId)
function takeBack(world: World, operation: Operation) {
  const { ord } = stored(world, operation)
  expect(withdrawOperation(world.outbox, operation.opId, NOW, { closedAtPortal: true })).not.toBeNull()
  rebaseAfterRemoval(world, operation, ord)
}
const NEVER = [
  ['refused', refuse],
  ['set aside', setAside],
  ['taken back', takeBack],
] as const

describe('a change of a field of a line on top of another one', () => {
  it.each(NEVER)('stands on what came before where that one is %s', (_, ends) => {
    const world = aLine()
    const [first, then] = [world.act(change('', 'DHL')), world.act(change('DHL', 'GLS'))]
    expect(prepared(world, then)).toBe('wait')
    ends(world, first)
    expect(prepared(world, then)).toBe('ready')
    expect(baseOf(world, then)).toBe('')
  })

  it.each<[LineField, string, string, string]>([
    ['serialNumber', line.serialNumber, 'ZT-1', 'ZT-2'],
    ['warranty', 'undecided', 'warranty', 'goodwill'],
    ['diagnosis', '', 'Baterija', 'Baterija\nZaslon'],
  ])('whatever the field (%s)', (field, before, between, after) => {
    const world = aLine()
    const first = world.act(change(before, between, field))
    const then = world.act(change(between, after, field))
    takeBack(world, first)
    expect(baseOf(world, then)).toBe(before)
  })

  it('stands on the first of several that never came to be', () => {
    const world = aLine()
    const made = [change('', 'DHL'), change('DHL', 'GLS'), change('GLS', 'UPS'), change('UPS', 'DPD')] as const
    for (const operation of made) world.act(operation)
    const [first, second, third, last] = made
    refuse(world, second)
    setAside(world, third)
    takeBack(world, first)
    expect(prepared(world, last)).toBe('ready')
    expect(baseOf(world, last)).toBe('')
  })

  it('of several the next one alone is moved, wherever the same value comes again', () => {
    const world = aLine()
    const made = [change('', 'DHL'), change('DHL', 'GLS'), change('GLS', 'DHL'), change('DHL', 'UPS')] as const
    for (const operation of made) world.act(operation)
    takeBack(world, made[2])
    expect([made[0], made[1], made[3]].map((one) => baseOf(world, one))).toEqual(['', 'DHL', 'GLS'])
  })

  it('stays as it is where that one was written, or waits for a person', () => {
    const world = aLine()
    const [first, then] = [world.act(change('', 'DHL')), world.act(change('DHL', 'GLS'))]
    answer(world, { status: 'applied', opId: first.opId, seq: world.seq() + 1 })
    expect(prepared(world, then)).toBe('ready')
    expect(baseOf(world, then)).toBe('DHL')

    const other = world.act(change('GLS', 'UPS'))
    const theirs = { theirs: 'DPD', changedBy: 'jana', changedAt: NOW }
    const about = { field: 'rmaLine', rmaId: rma.id, lineId: line.id, serialNumber: line.serialNumber } as const
    const conflict = { ...about, of: 'carrier' as const, base: 'DHL', mine: 'GLS', ...theirs }
    answer(world, { status: 'conflict', opId: then.opId, seq: world.seq(), conflict })
    expect(prepared(world, other)).toBe('ready')
    expect(baseOf(world, other)).toBe('GLS')
    refuse(world, other)
    // Mine once more, on top of theirs.
    const again = change('DPD', 'GLS')
    resolveConflict(world.outbox, then.opId, again, NOW)
    expect(prepared(world, again)).toBe('ready')
    expect(baseOf(world, again)).toBe('DPD')
  })

  it('has left, and stays as the portal may know it', () => {
    const world = aLine()
    const [first, then] = [world.act(change('', 'DHL')), world.act(change('DHL', 'GLS'))]
    const last = world.act(change('GLS', 'UPS'))
    setAside(world, first)
    markSending(world.outbox, [then.opId])
    returnToWaiting(world.outbox, [then.opId], { nextAt: 0, problem: null })
    prepared(world, then)
    takeBack(world, first)
    expect([then, last].map((one) => baseOf(world, one))).toEqual(['DHL', 'GLS'])
  })

  it('stays as it is where its author saw the same value at the portal', () => {
    const world = aLine()
    const first = world.act(change('', 'DHL'))
    setAside(world, first)
    world.change({ table: 'rmaLines', row: { ...line, carrier: 'DHL', version: 2 } })
    const then = world.act(change('DHL', 'GLS'))
    expect(prepared(world, then)).toBe('ready')
    expect(baseOf(world, then)).toBe('DHL')
    takeBack(world, first)
    expect(baseOf(world, then)).toBe('DHL')
  })

  it('has nothing to do with another field, or with another line', () => {
    const world = aLine()
    const first = world.act(change('', 'DHL'))
    const other = world.act(change('DHL', 'GLS', 'trackingNumber'))
    const elsewhere = world.act({ ...change('DHL', 'GLS'), lineId: anId() })
    for (const one of [other, elsewhere]) expect(prepared(world, one)).toBe('ready')
    takeBack(world, first)
    expect([other, elsewhere].map((one) => baseOf(world, one))).toEqual(['DHL', 'DHL'])
  })
})

const about = () => ({ opId: anId(), schemaVersion: OPERATION_SCHEMA_VERSION, authoredAt: NOW, dependsOn: [] })
type Part = { name?: string; shared?: boolean }
const over = <Content>(whole: Content, base: Part, content: Part) => {
  return { content: { ...whole, ...content }, base: { ...whole, ...base } }
}
const KINDS: [string, { name: string }, (base: Part, content: Part) => Operation][] = [
  [
    'template',
    template,
    (...parts) => {
      return { ...about(), kind: 'template.save', templateId: template.id, ...over(contentOf(template), ...parts) }
    },
  ],
  [
    'view',
    view,
    (...parts) => ({ ...about(), kind: 'view.save', viewId: view.id, ...over(contentOf(view), ...parts) }),
  ],
  [
    'macro',
    macro,
    (...parts) => ({ ...about(), kind: 'macro.save', macroId: macro.id, ...over(contentOf(macro), ...parts) }),
  ],
]
const texts = () => aWorld({ templates: [template], views: [view], macros: [macro] })

describe.each(KINDS)('a change of a %s on top of another one', (_kind, { name }, save) => {
  it.each(NEVER)('stands on what came before where that one is %s', (_how, ends) => {
    const world = texts()
    const first = world.act(save({ name: 'Prvo' }, { name: 'Drugo' }))
    const then = world.act(save({ name: 'Drugo' }, { name: 'Tretje' }))
    expect(prepared(world, then)).toBe('wait')
    ends(world, first)
    expect(prepared(world, then)).toBe('ready')
    expect(baseOf(world, then)).toMatchObject({ name: 'Prvo', shared: true })
  })

  it('that changes something else leaves with it, and does not carry what was taken back', () => {
    const world = texts()
    const first = world.act(save({ name: 'Prvo', shared: false }, { name: 'Drugo', shared: false }))
    const then = world.act(save({ name: 'Drugo', shared: false }, { name: 'Drugo', shared: true }))
    expect(prepared(world, then)).toBe('ready')
    takeBack(world, first)
    expect(stored(world, then).operation).toEqual(then)
  })

  it('stays as it is where the portal has the same', () => {
    const world = texts()
    const first = world.act(save({ name: 'Prvo' }, { name }))
    const then = world.act(save({ name }, { name: 'Tretje' }))
    setAside(world, first)
    expect(prepared(world, then)).toBe('ready')
    expect(baseOf(world, then)).toMatchObject({ name })
  })
})

test('the next change of a line leaves when the one before it was refused, with the base of that one', async () => {
  const desk = lab({
    push: ({ operations }) => {
      desk.pushes.push(operations)
      const refused = (opId: string) => ({ status: 'rejected' as const, opId, code: 'serial_twice', detail: '' })
      return Promise.resolve({
        results: operations.map((one) => (one.opId === first.opId ? refused(one.opId) : applied(one))),
      })
    },
  })
  const first = change(line.serialNumber, 'ZT-1', 'serialNumber')
  const then = change('ZT-1', 'ZT-2', 'serialNumber')
  const words = change('', 'Baterija', 'diagnosis')
  firstSync(desk.mirror, { cases: [row], rmas: [rma], rmaLines: [line] })
  await desk.started()
  await desk.offline(() => {
    for (const one of [first, words, then]) appendOperation(desk.outbox, one)
  })
  expect(desk.pushes).toEqual([[first, words], [{ ...then, base: line.serialNumber }]])
  expect(desk.stateOf(then.opId)).toBe('settled')
})
