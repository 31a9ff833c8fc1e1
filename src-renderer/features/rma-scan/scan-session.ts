import type { StoreApi } from 'zustand/vanilla'
import type { DeskClient } from '../../rpc/connection.ts'
import { toFailure } from '../../rpc/problem.ts'
import {
  choiceOf,
  judge,
  lineOf,
  readScan,
  type ScanEntry,
  type ScanMode,
  type ScannedLine,
  type ScanState,
} from './scanning.ts'

export type ScanDeps = {
  desk: { rmas: Pick<DeskClient['rmas'], 'scan' | 'stepMany'>; sync: Pick<DeskClient['sync'], 'withdraw'> }
  clock: () => number
  newId: () => string
  /** A scan is in the list, and must not leave it again by itself. */
  onTaken: () => void
  /** A scan has its result. */
  onResult: (entry: ScanEntry) => void
}

export type ScanSession = {
  /** What a scanner or a person wrote, in the mode of now. */
  take: (text: string) => void
  /** Goes on with what was scanned before a reload and not looked at. */
  goOn: () => void
  /** A near miss, or one of several, is the one that was meant. */
  choose: (entryId: string, lineId: string) => void
  /** Looks at a scan once more. */
  again: (entryId: string) => void
  /** Takes back what a scan did; the answer is the first problem, null when there was none. */
  takeBack: (entryId: string) => Promise<string | null>
}

/** Scans come faster than the desk answers: each waits in the list for its turn, and none is lost. */
export function createScanSession(deps: ScanDeps, state: StoreApi<ScanState>): ScanSession {
  const { desk } = deps
  let running = false

  function change(id: string, with_: (entry: ScanEntry) => ScanEntry): void {
    state.setState(({ entries }) => ({ entries: entries.map((entry) => (entry.id === id ? with_(entry) : entry)) }))
  }

  const find = (id: string) => state.getState().entries.find((entry) => entry.id === id)
  const oldestWaiting = () => state.getState().entries.findLast(({ outcome }) => outcome === 'waiting')

  async function run(): Promise<void> {
    if (running) return
    running = true
    for (let next = oldestWaiting(); next; next = oldestWaiting()) {
      const { id } = next
      const done = await lookAt(next).catch((error: unknown) => failed(error))
      change(id, (entry) => ({ ...entry, ...done }))
      const entry = find(id)
      if (entry) deps.onResult(entry)
    }
    running = false
  }

  /** `choices` of an entry that waits: the one device that was chosen. */
  async function lookAt({ text, mode, choices, ...words }: ScanEntry): Promise<Partial<ScanEntry>> {
    const chosen = choices.length === 1 ? choices[0] : undefined
    const { lines: cards, nearLines } = await desk.rmas.scan({ text: chosen?.serialNumber ?? text })
    if (cards.length === 0) return { outcome: 'unknown', choices: nearLines.map(choiceOf), lines: [] }
    const meant = chosen ? cards.filter(({ id }) => id === chosen.lineId) : readScan(text, cards, mode)
    if (meant === 'several') return { outcome: 'several', choices: cards.map(choiceOf), lines: [] }
    const lines = meant.map((card) => {
      const verdict = judge(card, mode)
      return lineOf(card, verdict === 'step' ? 'done' : verdict)
    })
    const able = lines.filter(({ result }) => result === 'done').map(({ lineId }) => lineId)
    const stepped = able.length === 0 ? [] : await step(able, mode, words)
    return { outcome: 'found', choices: [], problem: null, lines: lines.map((line) => withStep(line, stepped)) }
  }

  function step(
    lineIds: string[],
    to: ScanMode,
    { carrier, trackingNumber }: Pick<ScanEntry, 'carrier' | 'trackingNumber'>,
  ) {
    const shipment = to === 'shipped' ? { carrier, trackingNumber } : {}
    return desk.rmas.stepMany({ lineIds, to, ...shipment, undoable: true })
  }

  return {
    take(text) {
      const { mode, carrier, trackingNumber } = state.getState()
      if (text.trim() === '') return
      const entry: ScanEntry = {
        id: deps.newId(),
        text: text.trim(),
        at: deps.clock(),
        ...{ mode, carrier: carrier.trim(), trackingNumber: trackingNumber.trim() },
        ...{ outcome: 'waiting', lines: [], choices: [], problem: null },
      }
      state.setState(({ entries }) => ({ entries: [entry, ...entries] }))
      deps.onTaken()
      void run()
    },
    goOn: () => void run(),
    choose(entryId, lineId) {
      change(entryId, (entry) => ({
        ...entry,
        outcome: 'waiting',
        choices: entry.choices.filter((choice) => choice.lineId === lineId),
      }))
      void run()
    },
    again(entryId) {
      change(entryId, (entry) => ({ ...entry, outcome: 'waiting', lines: [], choices: [], problem: null }))
      void run()
    },
    async takeBack(entryId) {
      let problem: string | null = null
      const done = find(entryId)?.lines.filter(({ result, opId }) => result === 'done' && opId !== null) ?? []
      for (const { lineId, opId } of done) {
        try {
          await desk.sync.withdraw({ opId: opId as string })
          change(entryId, (entry) => ({
            ...entry,
            lines: entry.lines.map((line) => (line.lineId === lineId ? { ...line, result: 'back' } : line)),
          }))
        } catch (error) {
          problem ??= codeOf(error)
          // The portal has it: it cannot be taken back any more.
          if (codeOf(error) === 'cannot_withdraw') forget(entryId, lineId)
        }
      }
      return problem
    },
  }

  function forget(entryId: string, lineId: string): void {
    change(entryId, (entry) => ({
      ...entry,
      lines: entry.lines.map((line) => (line.lineId === lineId ? { ...line, opId: null } : line)),
    }))
  }
}

type Stepped = Awaited<ReturnType<DeskClient['rmas']['stepMany']>>

function withStep(line: ScannedLine, stepped: Stepped): ScannedLine {
  const own = stepped.find(({ lineId }) => lineId === line.lineId)
  if (!own) return line
  if (own.opId !== null) return { ...line, opId: own.opId }
  return { ...line, result: 'failed', problem: own.problem?.code ?? 'internal' }
}

const failed = (error: unknown): Partial<ScanEntry> => ({ outcome: 'failed', problem: codeOf(error) })

/** `lost`: the desk was not there to answer. */
function codeOf(error: unknown): string {
  const failure = toFailure(error)
  return failure.kind === 'lost' ? 'lost' : failure.problem.code
}
