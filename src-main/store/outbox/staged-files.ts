import { v7 as uuidv7 } from 'uuid'
import type { ComposerMode } from '#shared/domain/case.ts'
import type { NewAttachment, Operation } from '#shared/portal-api/operations.ts'
import type { Outbox } from '../open.ts'

/** A file that was chosen for a draft; its bytes lie in the profile's folder under its hash. */
export type StagedFile = NewAttachment & { caseId: string; mode: ComposerMode; stagedAt: number }

const SELECT = `SELECT id, case_id AS caseId, mode, file_name AS fileName, media_type AS mediaType, size, sha256,
  staged_at AS stagedAt FROM staged_file`

/** Durable when it returns. The same file again changes nothing. */
export function addStagedFile(outbox: Outbox, file: StagedFile): void {
  outbox
    .prepare(
      `INSERT OR IGNORE INTO staged_file (id, case_id, mode, file_name, media_type, size, sha256, staged_at)
       VALUES (@id, @caseId, @mode, @fileName, @mediaType, @size, @sha256, @stagedAt)`,
    )
    .run({ ...file })
}

/** In the order in which they were chosen. */
export function stagedFiles(outbox: Outbox, caseId: string, mode: ComposerMode): StagedFile[] {
  return outbox.prepare<StagedFile>(`${SELECT} WHERE case_id = ? AND mode = ? ORDER BY staged_at, id`).all(caseId, mode)
}

/** Those of all drafts, in a stable order. */
export function allStagedFiles(outbox: Outbox): StagedFile[] {
  return outbox.prepare<StagedFile>(`${SELECT} ORDER BY case_id, mode, staged_at, id`).all()
}

export function stagedFileById(outbox: Outbox, id: string): StagedFile | null {
  return outbox.prepare<StagedFile>(`${SELECT} WHERE id = ?`).get(id) ?? null
}

/** Those of all modes. */
export function stagedFilesOfCase(outbox: Outbox, caseId: string): StagedFile[] {
  return outbox.prepare<StagedFile>(`${SELECT} WHERE case_id = ? ORDER BY staged_at, id`).all(caseId)
}

/** Answers the file that was taken out of its draft; null when it was in none. */
export function removeStagedFile(outbox: Outbox, id: string): StagedFile | null {
  return outbox.transaction(() => {
    const file = stagedFileById(outbox, id)
    if (file) outbox.prepare('DELETE FROM staged_file WHERE id = ?').run(id)
    return file
  })
}

/** As they go into an operation. */
export function asAttachments(files: readonly StagedFile[]): NewAttachment[] {
  return files.map(({ id, fileName, mediaType, size, sha256 }) => ({ id, fileName, mediaType, size, sha256 }))
}

export type DraftPlace = { caseId: string; mode: ComposerMode }

export function moveStagedFiles(outbox: Outbox, from: DraftPlace, to: DraftPlace): void {
  outbox
    .prepare('UPDATE staged_file SET case_id = ?, mode = ? WHERE case_id = ? AND mode = ?')
    .run(to.caseId, to.mode, from.caseId, from.mode)
}

/** In the transaction that appends an operation: its files are no longer the draft's. */
export function giveToOperation(outbox: Outbox, operation: Operation): void {
  for (const { id } of filesOf(operation)) outbox.prepare('DELETE FROM staged_file WHERE id = ?').run(id)
}

/** In the transaction that takes an operation back: its files are the draft's again. */
export function giveBackToDraft(outbox: Outbox, operation: Operation, mode: ComposerMode, now: number): void {
  if (!('caseId' in operation)) return
  for (const file of filesOf(operation)) {
    addStagedFile(outbox, { ...file, caseId: operation.caseId, mode, stagedAt: now })
  }
}

/**
 * Where nobody knows whether operations were taken back, their files are a draft's all the same, under ids of its own: theirs may
 * still become those of attachments.
 */
export function ownDraftFiles(outbox: Outbox, operations: readonly { operation: Operation }[]): void {
  for (const { id } of operations.flatMap(({ operation }) => filesOf(operation))) {
    if (unsentFile(outbox, id)) outbox.prepare('UPDATE staged_file SET id = ? WHERE id = ?').run(uuidv7(), id)
  }
}

/**
 * After rows came together from two files: what an operation names is no draft's. Those of one that was closed unsent lie beside
 * its recovered words.
 */
export function dropGivenFiles(outbox: Outbox): void {
  outbox
    .prepare(
      `DELETE FROM staged_file WHERE id IN (
         SELECT json_extract(file.value, '$.id') FROM operation, json_each(operation.operation, '$.attachments') file
         WHERE state <> 'settled' OR problem IS NULL)`,
    )
    .run()
}

export function filesOf(operation: Operation): NewAttachment[] {
  return operation.kind === 'note.create' || operation.kind === 'case.create' ? operation.attachments : []
}

/** The hashes of all bytes that exist perhaps on this machine alone: of drafts and of what the portal has not taken. */
export function unsentHashes(outbox: Outbox): Set<string> {
  return new Set(
    outbox
      .prepare<string>(
        `SELECT sha256 FROM staged_file
         UNION SELECT json_extract(file.value, '$.sha256') FROM operation, json_each(operation.operation, '$.attachments') file
           WHERE state <> 'settled'`,
        { pluck: true },
      )
      .all(),
  )
}

/** `nextAt`: epoch ms before which nothing of it is tried. */
export type FilesToUpload = { opId: string; caseId: string; nextAt: number; files: NewAttachment[] }

/** What has files and waits to be sent, oldest first. */
export function operationsWithFiles(outbox: Outbox): FilesToUpload[] {
  return outbox
    .prepare<[string, string, number, string]>(
      `SELECT op_id, lane, next_at, operation -> '$.attachments' FROM operation
       WHERE state <> 'settled' AND state IN ('waiting', 'sending') AND json_array_length(operation, '$.attachments') > 0
       ORDER BY ord`,
      { raw: true },
    )
    .all()
    .map(([opId, caseId, nextAt, files]) => ({ opId, caseId, nextAt, files: JSON.parse(files) as NewAttachment[] }))
}

/** By attachment's id, the files of operations that have not reached the portal: those on their way, and those that a person must decide about. */
export function unsentFileStates(outbox: Outbox): Map<string, 'waiting' | 'stopped'> {
  const rows = outbox
    .prepare<[string, string]>(
      `SELECT json_extract(file.value, '$.id'), state FROM operation, json_each(operation.operation, '$.attachments') file
       WHERE state <> 'settled' AND state <> 'conflict'`,
      { raw: true },
    )
    .all()
  return new Map(rows.map(([id, state]) => [id, state === 'waiting' || state === 'sending' ? 'waiting' : 'stopped']))
}

/** A file of an operation that is not settled. */
export function unsentFile(outbox: Outbox, id: string): (NewAttachment & { caseId: string }) | null {
  const row = outbox
    .prepare<{ caseId: string; file: string }>(
      `SELECT lane AS caseId, file.value AS file FROM operation, json_each(operation.operation, '$.attachments') file
       WHERE state <> 'settled' AND json_extract(file.value, '$.id') = ?`,
    )
    .get(id)
  return row ? { ...(JSON.parse(row.file) as NewAttachment), caseId: row.caseId } : null
}
