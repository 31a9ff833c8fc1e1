import { lookUpKey } from '#shared/domain/look-up.ts'
import { canStep, type RmaLineState } from '#shared/domain/rma-line.ts'
import type { RmaCard } from '#shared/rpc/rmas.ts'

/** The two steps that are taken with a scanner in the hand. */
export const SCAN_MODES = ['received', 'shipped'] as const
export type ScanMode = (typeof SCAN_MODES)[number]

/**
 * What became of one device. `already`: it has been there before. `illegal`: it cannot get there from where it is.
 * `failed`: the desk did not take it. `back`: taken back by the agent.
 */
export type LineResult = 'done' | 'already' | 'illegal' | 'failed' | 'back'

export type ScannedLine = {
  lineId: string
  rmaId: string
  rmaNumber: string
  serialNumber: string
  model: string
  company: string
  /** Where it was when it was scanned. */
  from: RmaLineState
  result: LineResult
  /** Of what was done; null where nothing was. */
  opId: string | null
  /** Of `failed`: the desk's word for it. */
  problem: string | null
}

/** A repair that can be meant: another one was read, or several are open. */
export type Choice = Pick<ScannedLine, 'lineId' | 'rmaNumber' | 'serialNumber' | 'company'>

/**
 * One scan. `waiting`: not looked at yet. `unknown`: no open repair has that number; `choices` are near misses.
 * `several`: more than one open repair has it; `choices` are those.
 */
export type ScanEntry = {
  id: string
  text: string
  /** Epoch ms. */
  at: number
  mode: ScanMode
  carrier: string
  trackingNumber: string
  outcome: 'waiting' | 'found' | 'unknown' | 'several' | 'failed'
  lines: ScannedLine[]
  choices: Choice[]
  /** Of `failed`. */
  problem: string | null
}

export type ScanState = {
  mode: ScanMode
  /** Said of everything that is scanned as shipped. */
  carrier: string
  trackingNumber: string
  /** Whether results are heard. */
  sound: boolean
  /** Newest first. */
  entries: readonly ScanEntry[]
}

export const NO_SCANS: ScanState = { mode: 'received', carrier: '', trackingNumber: '', sound: true, entries: [] }

/** Whether the step can be taken; where it cannot, whether that is because it was taken before. */
export function judge(
  { state, receivedAt, shippedAt }: Pick<RmaCard, 'state' | 'receivedAt' | 'shippedAt'>,
  mode: ScanMode,
): 'step' | 'already' | 'illegal' {
  if (canStep(state, mode)) return 'step'
  const taken = mode === 'received' ? receivedAt : shippedAt
  return taken === null ? 'illegal' : 'already'
}

export function isOfSerial(text: string, { serialNumber, newSerialNumber }: RmaCard): boolean {
  const key = lookUpKey(text)
  return lookUpKey(serialNumber) === key || (newSerialNumber !== null && lookUpKey(newSerialNumber) === key)
}

/** What a scan means: devices to move, or a question. Of one number in several RMAs the one that can move is meant. */
export function readScan(text: string, cards: readonly RmaCard[], mode: ScanMode): RmaCard[] | 'several' {
  if (!cards.some((card) => isOfSerial(text, card))) return [...cards]
  const able = cards.filter((card) => judge(card, mode) === 'step')
  if (able.length > 1) return 'several'
  return able.length === 1 ? able : cards.slice(0, 1)
}

export function lineOf(card: RmaCard, result: LineResult): ScannedLine {
  const { id: lineId, rmaId, rmaNumber, serialNumber, model, accountName: company, state: from } = card
  return { lineId, rmaId, rmaNumber, serialNumber, model, company, from, result, opId: null, problem: null }
}

export const choiceOf = ({ id: lineId, rmaNumber, serialNumber, accountName: company }: RmaCard): Choice => ({
  lineId,
  rmaNumber,
  serialNumber,
  company,
})

export type Counts = { devices: number; done: number; already: number; open: number }

/** `open`: scans that somebody has to look at. */
export function countsOf(entries: readonly ScanEntry[]): Counts {
  const lines = entries.flatMap((entry) => entry.lines)
  const of = (result: LineResult) => lines.filter((line) => line.result === result).length
  return { devices: lines.length, done: of('done'), already: of('already'), open: entries.filter(needsLook).length }
}

export function needsLook({ outcome, lines }: ScanEntry): boolean {
  if (outcome === 'found') return lines.some(({ result }) => result === 'illegal' || result === 'failed')
  return outcome !== 'waiting'
}

/** For eye and ear. */
export type Signal = 'good' | 'again' | 'bad'

export function signalOf(entry: ScanEntry): Signal | null {
  if (entry.outcome === 'waiting') return null
  if (needsLook(entry)) return 'bad'
  return entry.lines.some(({ result }) => result === 'done') ? 'good' : 'again'
}

/** Whether the agent can still take something back. */
export function canTakeBack({ lines }: ScanEntry): boolean {
  return lines.some(({ result, opId }) => result === 'done' && opId !== null)
}
