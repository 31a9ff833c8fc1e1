import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ComposerMode } from '#shared/domain/case.ts'
import { type Failure, toFailure } from '../../rpc/problem.ts'

export type DraftOf = { caseId: string; mode: ComposerMode }

/** A file on its way into a draft, or one that could not be taken. What was taken is in the draft itself. */
export type StagingFile = {
  key: number
  file: File
  state: { kind: 'staging' } | { kind: 'failed'; failure: Failure; maxBytes: number | null }
}

export type StagingDeps = {
  stage: (draft: DraftOf, file: File) => Promise<unknown>
  limits: () => Promise<{ maxBytes: number; maxFiles: number }>
  /** How many files the draft holds already. */
  count: (draft: DraftOf) => Promise<number>
  /** The draft has another file: whoever shows it reads it again. */
  onStaged: (draft: DraftOf) => Promise<unknown>
}

export type Staging = {
  /** By draft (`stagingName`); a draft without such files is missing. */
  state: StoreApi<Record<string, readonly StagingFile[]>>
  add: (draft: DraftOf, files: readonly File[]) => void
  retry: (draft: DraftOf, key: number) => void
  dismiss: (draft: DraftOf, key: number) => void
  /** Settles when nothing of the draft is on its way any more; true when no file of it failed. */
  idle: (draft: DraftOf) => Promise<boolean>
}

export function stagingName({ caseId, mode }: DraftOf): string {
  return `${mode}:${caseId}`
}

/** Takes files into drafts: one after another for each draft, in the order in which they were chosen. */
export function createStaging(deps: StagingDeps): Staging {
  const state = createStore<Record<string, readonly StagingFile[]>>(() => ({}))
  const lanes = new Map<string, Promise<void>>()
  let lastKey = 0

  const filesOf = (draft: DraftOf) => state.getState()[stagingName(draft)] ?? []

  function put(draft: DraftOf, change: (files: readonly StagingFile[]) => readonly StagingFile[]) {
    const name = stagingName(draft)
    const files = change(filesOf(draft))
    state.setState((before) => {
      const { [name]: _, ...others } = before
      return files.length > 0 ? { ...others, [name]: files } : others
    }, true)
  }

  const remove = (draft: DraftOf, key: number) => put(draft, (files) => files.filter((file) => file.key !== key))

  async function take(draft: DraftOf, { key, file }: StagingFile): Promise<void> {
    let maxBytes: number | null = null
    try {
      const limits = await deps.limits()
      maxBytes = limits.maxBytes
      const code = await refusal(draft, file, limits)
      if (code !== null) throw code
      await deps.stage(draft, file)
      await deps.onStaged(draft)
      remove(draft, key)
    } catch (error) {
      const failure: Failure = isFailure(error) ? error : toFailure(error)
      const failed = { kind: 'failed' as const, failure, maxBytes }
      put(draft, (files) => files.map((other) => (other.key === key ? { ...other, state: failed } : other)))
    }
  }

  /** What is plain before a byte is moved; the desk checks again, by the content. */
  async function refusal(draft: DraftOf, file: File, limits: { maxBytes: number; maxFiles: number }) {
    const problem = (
      code: 'file_empty' | 'file_too_large' | 'too_many_files',
      params: Record<string, number>,
    ): Failure => ({
      kind: 'problem',
      problem: { code, params },
    })
    if (file.size === 0) return problem('file_empty', {})
    if (file.size > limits.maxBytes) return problem('file_too_large', { size: file.size, max: limits.maxBytes })
    if ((await deps.count(draft)) >= limits.maxFiles) return problem('too_many_files', { max: limits.maxFiles })
    return null
  }

  function start(draft: DraftOf, staging: StagingFile) {
    const name = stagingName(draft)
    lanes.set(
      name,
      (lanes.get(name) ?? Promise.resolve()).then(() => take(draft, staging)),
    )
  }

  return {
    state,
    add(draft, files) {
      const added = files.map((file): StagingFile => ({ key: ++lastKey, file, state: { kind: 'staging' } }))
      put(draft, (before) => [...before, ...added])
      for (const staging of added) start(draft, staging)
    },
    retry(draft, key) {
      const found = filesOf(draft).find((file) => file.key === key)
      if (!found) return
      const again: StagingFile = { ...found, state: { kind: 'staging' } }
      put(draft, (files) => files.map((file) => (file.key === key ? again : file)))
      start(draft, again)
    },
    dismiss: remove,
    async idle(draft) {
      const name = stagingName(draft)
      for (let lane = lanes.get(name); lane; lane = lanes.get(name)) {
        await lane
        if (lanes.get(name) === lane) lanes.delete(name)
      }
      return filesOf(draft).length === 0
    },
  }
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'kind' in value && !(value instanceof Error)
}
