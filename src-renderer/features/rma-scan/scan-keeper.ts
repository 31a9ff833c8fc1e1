import type { StoreApi } from 'zustand/vanilla'
import { RMA_LINE_STATES } from '#shared/domain/rma-line.ts'
import { createKeeper, type Keeper, type KeeperDeps } from '../../stores/keeper.ts'
import { type Choice, NO_SCANS, SCAN_MODES, type ScanEntry, type ScannedLine, type ScanState } from './scanning.ts'

/** Keeps the list of what was scanned: it is the agent's only proof of what went through the hands. */
export function createScanKeeper(deps: KeeperDeps, scans: StoreApi<ScanState>): Keeper {
  return createKeeper(deps, {
    wanted: () => entryOf(scans.getState()),
    subscribe: (changed) => void scans.subscribe(changed),
    bringBack(entry) {
      const kept = parseScans(entry)
      const { entries } = scans.getState()
      // What was scanned before the list was here is newer.
      scans.setState({ ...kept, entries: [...entries, ...kept.entries] })
      return true
    },
  })
}

function entryOf(state: ScanState): string | null {
  const { entries, carrier, trackingNumber, sound } = state
  const isUsed = entries.length > 0 || carrier !== '' || trackingNumber !== '' || !sound
  return isUsed ? JSON.stringify(state) : null
}

/** What an entry says; what makes no sense any more is left out. */
export function parseScans(entry: string): ScanState {
  let stored: Record<string, unknown>
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return NO_SCANS
  }
  const entries = Array.isArray(stored.entries) ? stored.entries.flatMap((one) => readEntry(Object(one)) ?? []) : []
  const [carrier, trackingNumber] = [text(stored.carrier), text(stored.trackingNumber)]
  return { mode: modeOf(stored.mode), carrier, trackingNumber, sound: stored.sound !== false, entries }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const modeOf = (value: unknown) => SCAN_MODES.find((mode) => mode === value) ?? 'received'
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(Object) : [])

const OUTCOMES = ['waiting', 'found', 'unknown', 'several', 'failed'] as const
const RESULTS = ['done', 'already', 'illegal', 'failed', 'back'] as const

function readEntry(one: Record<string, unknown>): ScanEntry | null {
  const outcome = OUTCOMES.find((known) => known === one.outcome)
  if (outcome === undefined || text(one.id) === '' || text(one.text) === '') return null
  return {
    id: text(one.id),
    text: text(one.text),
    at: typeof one.at === 'number' ? one.at : 0,
    mode: modeOf(one.mode),
    carrier: text(one.carrier),
    trackingNumber: text(one.trackingNumber),
    outcome,
    lines: listOf(one.lines).flatMap((line) => readLine(line) ?? []),
    choices: listOf(one.choices).map(readChoice),
    problem: text(one.problem) || null,
  }
}

function readLine(line: Record<string, unknown>): ScannedLine | null {
  const result = RESULTS.find((known) => known === line.result)
  const from = RMA_LINE_STATES.find((known) => known === line.from)
  if (result === undefined || from === undefined) return null
  const opId = text(line.opId) || null
  const problem = text(line.problem) || null
  return { ...readChoice(line), rmaId: text(line.rmaId), model: text(line.model), from, result, opId, problem }
}

function readChoice(one: Record<string, unknown>): Choice {
  const { lineId, rmaNumber, serialNumber, company } = one
  return { lineId: text(lineId), rmaNumber: text(rmaNumber), serialNumber: text(serialNumber), company: text(company) }
}
