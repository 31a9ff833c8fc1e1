import { randomUUID } from 'node:crypto'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import type { NewRmaLine } from '#shared/portal-api/rma-rows.ts'
import { FACTORY_NOW } from './rows.ts'

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>

const ofNow = () => ({
  opId: randomUUID(),
  schemaVersion: OPERATION_SCHEMA_VERSION,
  authoredAt: FACTORY_NOW,
  dependsOn: [],
})

let serial = 0

export function aNewLine(overrides: Partial<NewRmaLine> = {}): NewRmaLine {
  serial += 1
  return {
    lineId: randomUUID(),
    serialNumber: `ZT-2231-${String(serial).padStart(4, '0')}`,
    model: 'Zone Touch',
    fault: 'Zaslon ostane črn.',
    accessories: 'napajalnik',
    warranty: 'undecided',
    ...overrides,
  }
}

export function aNewRma(caseId: string, overrides: Partial<Of<'rma.create'>> = {}): Of<'rma.create'> {
  return { kind: 'rma.create', ...ofNow(), caseId, rmaId: randomUUID(), lines: [aNewLine()], ...overrides }
}

/** A line as its operations name it. */
export type LineRef = { caseId: string; rmaId: string; lineId: string }

export function firstLine({ caseId, rmaId, lines }: Of<'rma.create'>): LineRef {
  return { caseId, rmaId, lineId: lines[0]?.lineId ?? '' }
}

export function aLineStep(
  line: LineRef,
  from: RmaLineState,
  to: RmaLineState,
  overrides: Partial<Of<'rma.step'>> = {},
): Of<'rma.step'> {
  return { kind: 'rma.step', ...ofNow(), ...line, from, to, ...overrides }
}

export function aLineChange(
  line: LineRef,
  change: Pick<Of<'rma.updateLine'>, 'field' | 'base' | 'to'>,
): Of<'rma.updateLine'> {
  return { kind: 'rma.updateLine', ...ofNow(), ...line, ...change }
}

export function anAddedLine(rma: Pick<LineRef, 'caseId' | 'rmaId'>, line = aNewLine()): Of<'rma.addLine'> {
  const { caseId, rmaId } = rma
  return { kind: 'rma.addLine', ...ofNow(), caseId, rmaId, line }
}

export function aRemovedLine({ caseId, rmaId, lineId }: LineRef): Of<'rma.removeLine'> {
  return { kind: 'rma.removeLine', ...ofNow(), caseId, rmaId, lineId }
}
