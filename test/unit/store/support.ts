import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type AppliedChanges, applyChanges } from '#main/store/mirror/changes.ts'
import { reapply } from '#main/store/mirror/overlay.ts'
import { applySnapshotPage, beginSnapshot, buildIndexes, snapshotPosition } from '#main/store/mirror/snapshot.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { type Mirror, type Outbox, openMirror, openOutbox } from '#main/store/open.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { overlayOfCases } from '#main/store/outbox/overlay.ts'
import { type Operation, subjectOf } from '#shared/portal-api/operations.ts'
import { SYNC_TABLES, type SyncRow, type SyncTable } from '#shared/portal-api/rows.ts'
import { type ChangeItem, parseCursor, type SnapshotPage } from '#shared/portal-api/sync.ts'
import { anId } from '#test/factories/ids.ts'

export const KEY = new Uint8Array(32).fill(7)
export const OTHER_KEY = new Uint8Array(32).fill(8)
export const NOW = 1_772_438_400_000
/** Stands still: slices end by their number of rows. */
export const STILL = { now: () => NOW }

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spica-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export type Rows = { [T in SyncTable]?: SyncRow<T>[] }

/** Loads rows as a first sync does, in pages of `size`; the seqs count up from 1. */
export function firstSync(mirror: Mirror, rows: Rows, size = 1000): void {
  const counts = SYNC_TABLES.map((table) => ({ table, rows: rows[table]?.length ?? 0 }))
  const total = counts.reduce((sum, count) => sum + count.rows, 0)
  beginSnapshot(mirror, { cursor: `e.${total}`, tables: counts })
  loadPages(mirror, rows, size)
  for (const _ of buildIndexes(mirror, STILL));
}

/** Goes on with the pages from wherever the mirror is; `limit` stops after so many pages. */
export function loadPages(mirror: Mirror, rows: Rows, size: number, limit = Number.POSITIVE_INFINITY): number {
  let pages = 0
  for (let position = snapshotPosition(mirror); position && pages < limit; position = snapshotPosition(mirror)) {
    const { table, after } = position
    const all = rows[table] ?? []
    const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
    const items = all.slice(from, from + size).map((row, at) => ({ seq: from + at + 1, row }))
    const next = from + size < all.length ? items.at(-1)!.row.id : null
    applySnapshotPage(mirror, { table, items, next } as SnapshotPage, after)
    pages++
  }
  return pages
}

export type World = {
  folder: string
  mirror: Mirror
  outbox: Outbox
  /** Applies rows with the next seqs. */
  change(...changes: Change[]): AppliedChanges
  /** Appends to the outbox and shows it. */
  act<T extends Operation>(operation: T): T
  /** Shows what the outbox holds for these cases. */
  show(...caseIds: string[]): void
  seq(): number
}

export type Change =
  | { [T in SyncTable]: { table: T; row: SyncRow<T> } }[SyncTable]
  | { table: SyncTable; gone: string; kind?: 'tombstone' | 'eviction' }

export function aWorld(rows: Rows = {}): World {
  const folder = tempFolder()
  const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)
  onTestFinished(() => {
    mirror.close()
    outbox.close()
  })
  firstSync(mirror, rows)
  const seq = () => parseCursor(mirrorState(mirror).cursor!).seq
  const show = (...caseIds: string[]) => reapply(mirror, caseIds, overlayOfCases(outbox, seq(), caseIds))
  return {
    folder,
    mirror,
    outbox,
    seq,
    show,
    change: (...changes) => {
      const items = changes.map((change, at) => itemOf(change, seq() + at + 1))
      return applyChanges(mirror, {
        items,
        cursor: `e.${seq() + items.length}`,
        pendingOf: (caseIds, cursorSeq) => overlayOfCases(outbox, cursorSeq, caseIds),
      })
    },
    act: (operation) => {
      appendOperation(outbox, operation)
      show(subjectOf(operation))
      return operation
    },
  }
}

export function itemOf(change: Change, seq: number): ChangeItem {
  if ('gone' in change) return { table: change.table, kind: change.kind ?? 'tombstone', id: change.gone, seq }
  return { table: change.table, kind: 'row', id: change.row.id, seq, row: change.row } as ChangeItem
}

type SnoozeOperation = Extract<Operation, { kind: 'case.snooze' }>

export function aSnooze(caseId: string, overrides: Partial<SnoozeOperation> = {}): SnoozeOperation {
  return { ...common(caseId), kind: 'case.snooze', snooze: { after: NOW, until: null }, base: null, ...overrides }
}

type ReadOperation = Extract<Operation, { kind: 'case.read' }>

export function aRead(caseId: string, mode: ReadOperation['mode'], until: number): ReadOperation {
  return { ...common(caseId), kind: 'case.read', mode, until }
}

type NoteOperation = Extract<Operation, { kind: 'note.create' }>
type UpdateOperation = Extract<Operation, { kind: 'case.update' }>

const common = (caseId: string) => ({
  opId: anId(),
  caseId,
  schemaVersion: 2,
  authoredAt: NOW,
  dependsOn: [] as string[],
})

export function aReply(caseId: string, overrides: Partial<NoteOperation> = {}): NoteOperation {
  return {
    ...common(caseId),
    kind: 'note.create',
    visibility: 'public',
    body: 'Pozdravljeni, preverimo.',
    attachments: [],
    ...overrides,
  }
}

export function anUpdate(caseId: string, overrides: Partial<UpdateOperation> = {}): UpdateOperation {
  return {
    ...common(caseId),
    kind: 'case.update',
    status: { to: 'researching', base: { value: 'in_progress', version: 1 } },
    ...overrides,
  }
}

type CreateOperation = Extract<Operation, { kind: 'case.create' }>

export function aCreation(overrides: Partial<CreateOperation> = {}): CreateOperation {
  return {
    ...common(overrides.caseId ?? anId()),
    kind: 'case.create',
    caseType: 'support',
    title: 'Vrata se ne odpirajo',
    description: 'Stranka kliče od vhoda.',
    contactId: 'contact',
    teamId: 'team',
    ownerId: null,
    entitlementId: null,
    customerSystemId: null,
    warrantyRepair: null,
    serialNumber: null,
    customerReference: null,
    attachments: [],
    ...overrides,
  }
}

type DecideOperation = Extract<Operation, { kind: 'registration.decide' }>

export function aDecision(registrationId: string, overrides: Partial<DecideOperation> = {}): DecideOperation {
  const { caseId: _, ...rest } = common('')
  return { ...rest, kind: 'registration.decide', registrationId, decision: 'approved', reason: null, ...overrides }
}

const ofNoCase = () => {
  const { caseId: _, ...rest } = common('')
  return rest
}

type AskOperation = Extract<Operation, { kind: 'registration.ask' }>

export function aQuestion(registrationId: string, question = 'Pri katerem podjetju delate?'): AskOperation {
  return { ...ofNoCase(), kind: 'registration.ask', registrationId, question }
}

type ContactOperation = Extract<Operation, { kind: 'contact.act' }>

export function anAction(contactId: string, action: ContactOperation['action']): ContactOperation {
  return { ...ofNoCase(), kind: 'contact.act', contactId, action }
}

type EstimateOperation = Extract<Operation, { kind: 'estimate.send' }>

/** Two hours of work, 158.60 EUR with VAT. */
export function anEstimateToSend(caseId: string, overrides: Partial<EstimateOperation> = {}): EstimateOperation {
  return {
    ...common(caseId),
    kind: 'estimate.send',
    items: [{ description: 'Delo serviserja (ura)', quantity: 200, unitPrice: 6500, vatRate: 22 }],
    note: 'Prosimo za potrditev.',
    validUntil: '2026-04-30',
    ...overrides,
  }
}

export function aMerge(caseId: string, intoId: string): Operation {
  return { ...common(caseId), kind: 'case.merge', intoId, otherCompany: false }
}

export function anUnmerge(caseId: string, intoId: string): Operation {
  return { ...common(caseId), kind: 'case.unmerge', intoId }
}

type EstimateWithdrawal = Extract<Operation, { kind: 'estimate.withdraw' }>

export function anEstimateToWithdraw(
  caseId: string,
  estimateId: string,
  overrides: Partial<EstimateWithdrawal> = {},
): EstimateWithdrawal {
  return { ...common(caseId), kind: 'estimate.withdraw', estimateId, ...overrides }
}

/** Before all time: no case is overdue, or at risk. */
export const NOTHING_DUE = { now: 0, riskUntil: 0 }
