import { describe, expect, it } from 'vitest'
import { legalSteps, RMA_LINE_STATES } from '#shared/domain/rma-line.ts'
import { arrowTarget } from '../../../src-renderer/features/rma/board-places.ts'
import { historyOf } from '../../../src-renderer/features/rma/history.ts'
import {
  faultsOf,
  isFilled,
  newLine,
  sendingOf,
  untilAttempted,
  withSerials,
} from '../../../src-renderer/features/rma/line-values.ts'
import {
  createRmaForms,
  fieldName,
  NO_WORDS,
  parseEntry,
  stepName,
} from '../../../src-renderer/features/rma/rma-forms.ts'
import {
  decisionsFor,
  fieldsOf,
  NO_VALUES,
  nearestStep,
  obstacle,
  problemOf,
  type StepLine,
  wordsOf,
} from '../../../src-renderer/features/rma/steps.ts'

const LINE: StepLine = {
  ...{ id: 'l1', rmaId: 'r1', caseId: 'c1', rmaNumber: 'RMA-00012', serialNumber: 'ZT5-2020-00001' },
  ...{ model: 'Zone Touch', state: 'diagnosing', warranty: 'undecided' },
}

describe('a step of a device', () => {
  it('asks for what it needs, and for nothing else', () => {
    expect(fieldsOf(LINE, 'repairing')).toEqual(['warranty'])
    expect(fieldsOf({ warranty: 'warranty' }, 'repairing')).toEqual([])
    expect(fieldsOf(LINE, 'replaced')).toEqual(['newSerialNumber', 'warranty'])
    expect(fieldsOf(LINE, 'rejected')).toEqual(['reason'])
    expect(fieldsOf(LINE, 'shipped')).toEqual(['carrier', 'trackingNumber'])
    expect(fieldsOf(LINE, 'received')).toEqual([])
  })

  it('cannot be taken until its form has that, and the form says where', () => {
    expect(problemOf(LINE, 'rejected', NO_VALUES)).toEqual({ problem: 'reason_missing', field: 'reason' })
    expect(problemOf(LINE, 'rejected', { ...NO_VALUES, reason: 'Voda.' })).toBeNull()
    const replaced = { ...NO_VALUES, warranty: 'goodwill', newSerialNumber: 'zt5 2020 ooooi' }
    expect(problemOf(LINE, 'replaced', replaced)).toEqual({ problem: 'same_serial', field: 'newSerialNumber' })
    expect(problemOf(LINE, 'replaced', { ...replaced, newSerialNumber: 'ZT5-2' })).toBeNull()
    expect(problemOf(LINE, 'repairing', NO_VALUES)).toEqual({ problem: 'warranty_undecided', field: 'warranty' })
    const long = { ...NO_VALUES, trackingNumber: 'x'.repeat(101) }
    expect(problemOf({ ...LINE, state: 'repaired' }, 'shipped', long)?.problem).toBe('too_long')
    expect(wordsOf({ ...NO_VALUES, warranty: 'nonsense' }, 'repairing').warranty).toBeUndefined()
  })

  it('that cannot be taken whatever is said is told at once', () => {
    expect(obstacle(LINE, 'shipped')).toBe('illegal_step')
    expect(obstacle({ ...LINE, warranty: 'contract' }, 'awaiting_approval')).toBe('warranty_covers')
    expect(obstacle(LINE, 'awaiting_approval')).toBeNull()
    expect(decisionsFor('awaiting_approval')).toEqual(['out_of_warranty'])
    expect(decisionsFor('repairing')).not.toContain('undecided')
  })

  it('leads to the nearest column on each side that the table allows', () => {
    expect(nearestStep('approved', 'forward')).toBe('in_transit')
    expect(nearestStep('awaiting_approval', 'backward')).toBe('diagnosing')
    expect(nearestStep('received', 'backward')).toBeNull()
    expect(nearestStep('closed', 'forward')).toBeNull()
    expect(Math.max(...RMA_LINE_STATES.map((state) => legalSteps(state).length))).toBe(4)
  })
})

describe('arrows on the board', () => {
  const columns = [['a', 'b', 'c'], [], ['d'], []]
  it('go along a column and pass empty ones', () => {
    expect(arrowTarget(columns, 'a', 'down')).toBe('b')
    expect(arrowTarget(columns, 'a', 'up')).toBeNull()
    expect(arrowTarget(columns, 'c', 'right')).toBe('d')
    expect(arrowTarget(columns, 'd', 'left')).toBe('a')
    expect(arrowTarget(columns, 'd', 'right')).toBeNull()
    expect(arrowTarget(columns, 'b', 'last')).toBe('c')
    expect(arrowTarget(columns, 'gone', 'left')).toBeNull()
  })
})

describe('the devices of an RMA', () => {
  const serial = (serialNumber: string) => ({ ...newLine(), serialNumber })
  it('are named once each, however they are typed; empty lines are no fault', () => {
    const lines = [serial('A-100'), newLine(), serial('a1oo'), { ...newLine(), fault: 'Ne dela.' }]
    expect(faultsOf(lines)).toEqual([{}, {}, { serialNumber: 'twice' }, { serialNumber: 'missing' }])
    expect(faultsOf([serial('a 100')], ['A100'])).toEqual([{ serialNumber: 'twice' }])
    expect(faultsOf(lines).map(untilAttempted)).toEqual([{}, {}, { serialNumber: 'twice' }, {}])
    expect(sendingOf(lines)).toHaveLength(3)
    expect(sendingOf(lines)[0]).not.toHaveProperty('key')
  })

  it('from elsewhere join those that were begun', () => {
    const lines = withSerials([serial('A-100'), newLine()], ['a1oo', 'B-200', '  '], '')
    expect(lines.map(({ serialNumber }) => serialNumber)).toEqual(['A-100', 'B-200'])
    expect(withSerials([], [], '')).toHaveLength(1)
    expect(isFilled(withSerials([], [], '')[0]!)).toBe(false)
  })
})

describe('what was begun of RMAs', () => {
  function aDesk() {
    const kept = new Map<string, string | null>()
    const tasks: (() => void)[] = []
    const forms = createRmaForms({
      load: async (caseId) => kept.get(caseId) ?? null,
      save: async (caseId, entry) => void kept.set(caseId, entry),
      schedule(task) {
        tasks.push(task)
        return () => tasks.splice(tasks.indexOf(task), 1)
      },
    })
    return { forms, kept, run: () => tasks.splice(0).forEach((task) => void task()) }
  }

  it('is kept by case and comes back after a reload, part by part', async () => {
    const desk = aDesk()
    await desk.forms.restore('c1')
    desk.forms.setStep(LINE, 'rejected', { ...NO_VALUES, reason: 'Voda.' })
    desk.forms.setField(LINE, 'diagnosis', { text: 'Kratek stik', base: '' })
    desk.forms.setLines('c1', [{ ...newLine('A-100'), fault: 'Ne dela.' }])
    desk.forms.setAdded('c1', 'r1', newLine('B-200'))
    desk.run()
    const entry = desk.kept.get('c1')
    const words = parseEntry(entry ?? '')
    expect(words.steps[stepName('l1', 'rejected')]).toMatchObject({ reason: 'Voda.' })
    expect(words.fields[fieldName('l1', 'diagnosis')]).toEqual({ text: 'Kratek stik', base: '' })
    expect(words.lines?.[0]).toMatchObject({ serialNumber: 'A-100', fault: 'Ne dela.', warranty: 'undecided' })
    expect(words.added.r1).toMatchObject({ serialNumber: 'B-200' })

    const after = aDesk()
    after.kept.set('c1', entry ?? null)
    await after.forms.restore('c1')
    expect(after.forms.state.getState().c1?.steps).toEqual(words.steps)
  })

  it('is forgotten with an RMA that is made, and the rest is kept anew', async () => {
    const desk = aDesk()
    await desk.forms.restore('c1')
    desk.forms.setLines('c1', [newLine('A-100')])
    desk.forms.setField(LINE, 'work', { text: 'Nov napajalnik', base: '' })
    desk.run()
    await Promise.resolve()
    // As the desk does with the operation itself.
    desk.kept.set('c1', null)
    desk.forms.created('c1')
    desk.run()
    expect(parseEntry(desk.kept.get('c1') ?? '')).toMatchObject({
      lines: null,
      fields: { [fieldName('l1', 'work')]: { text: 'Nov napajalnik' } },
    })
  })

  it('is nothing once all of it is taken away, and nonsense is left out', () => {
    const desk = aDesk()
    desk.forms.setStep(LINE, 'rejected', { ...NO_VALUES, reason: 'Voda.' })
    desk.forms.setStep(LINE, 'rejected', NO_VALUES)
    desk.run()
    expect(desk.kept.get('c1') ?? null).toBeNull()
    expect(parseEntry('{')).toEqual(NO_WORDS)
    expect(parseEntry('{"lines":[],"steps":{"l1:nowhere":{}},"fields":{"l1:fault":7},"added":null}')).toEqual(NO_WORDS)
  })
})

it('the history of an RMA is that of its devices, newest first', () => {
  const event = (state: 'requested' | 'approved', at: number) => ({ state, at, actorName: null, pending: false })
  const events = historyOf([
    { id: 'a', serialNumber: 'A', history: [event('requested', 1), event('approved', 5)] },
    { id: 'b', serialNumber: 'B', history: [event('requested', 3)] },
  ])
  expect(events.map(({ at }) => at)).toEqual([5, 3, 1])
  expect(new Set(events.map(({ key }) => key)).size).toBe(3)
})
