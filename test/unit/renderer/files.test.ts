import { describe, expect, it, vi } from 'vitest'
import { filesOfPaste } from '../../../src-renderer/features/files/clipboard-files.ts'
import { fileKind, splitName } from '../../../src-renderer/features/files/file-kind.ts'
import { createStaging, stagingName } from '../../../src-renderer/features/files/staging.ts'

const DRAFT = { caseId: 'case', mode: 'reply' } as const
const file = (name: string, size = 3) => new File(['x'.repeat(size)], name)

describe('files on their way into a draft', () => {
  function setUp(limits = { maxBytes: 10, maxFiles: 3 }) {
    const kept: string[] = []
    const stage = vi.fn(async (_draft: typeof DRAFT | { caseId: string }, taken: File) => {
      kept.push(taken.name)
    })
    const staging = createStaging({
      stage,
      limits: async () => limits,
      count: async () => kept.length,
      onStaged: async () => {},
    })
    const files = () => staging.state.getState()[stagingName(DRAFT)] ?? []
    const codes = () =>
      files().map(({ file: { name }, state }) => [
        name,
        state.kind === 'failed' && state.failure.kind === 'problem' ? state.failure.problem.code : state.kind,
      ])
    return { staging, stage, kept, files, codes }
  }

  it('are taken one after another, in the order in which they were chosen', async () => {
    const { staging, kept, files } = setUp()
    staging.add(DRAFT, [file('a'), file('b')])
    staging.add(DRAFT, [file('c')])
    expect(files()).toHaveLength(3)
    expect(await staging.idle(DRAFT)).toBe(true)
    expect(kept).toEqual(['a', 'b', 'c'])
    expect(files()).toEqual([])
  })

  it('are refused one by one, with the reason; the others go on', async () => {
    const { staging, kept, codes } = setUp({ maxBytes: 10, maxFiles: 2 })
    staging.add(DRAFT, [file('empty', 0), file('a'), file('large', 11), file('b'), file('many')])
    expect(await staging.idle(DRAFT)).toBe(false)
    expect(kept).toEqual(['a', 'b'])
    expect(codes()).toEqual([
      ['empty', 'file_empty'],
      ['large', 'file_too_large'],
      ['many', 'too_many_files'],
    ])
  })

  it('can be tried again or let go', async () => {
    const { staging, stage, kept, files } = setUp()
    stage.mockRejectedValueOnce(new Error('socket closed'))
    staging.add(DRAFT, [file('a'), file('empty', 0)])
    await staging.idle(DRAFT)
    expect(files()[0]?.state).toMatchObject({ kind: 'failed', failure: { kind: 'lost' } })
    staging.dismiss(DRAFT, files()[1]!.key)
    staging.retry(DRAFT, files()[0]!.key)
    expect(await staging.idle(DRAFT)).toBe(true)
    expect(kept).toEqual(['a'])
  })

  it('of one draft are no matter of another', async () => {
    const { staging } = setUp()
    staging.add(DRAFT, [file('empty', 0)])
    expect(await staging.idle({ caseId: 'case', mode: 'note' })).toBe(true)
    expect(await staging.idle(DRAFT)).toBe(false)
  })
})

describe('a paste', () => {
  const pasted = (types: string[], ...files: File[]) => ({ types, files: files as unknown as FileList })
  const picture = () => file('image.png')

  it('means the words where there are words, and the picture where there is only one', () => {
    const named = (extension: string) => `Slika.${extension}`
    expect(filesOfPaste(pasted(['text/plain', 'Files'], picture()), named)).toEqual([])
    expect(filesOfPaste(pasted(['Files'], picture(), file('dnevnik.log')), named).map(({ name }) => name)).toEqual([
      'Slika.png',
      'dnevnik.log',
    ])
  })
})

describe('a file', () => {
  it('is known by its type', () => {
    expect(
      ['image/png', 'application/pdf', 'application/zip', 'text/plain', 'application/x-cfb', 'x/y'].map(fileKind),
    ).toEqual(['image', 'pdf', 'archive', 'text', 'document', 'other'])
  })

  it('keeps its ending when its name is shortened', () => {
    expect(splitName('poročilo.2024.pdf')).toEqual(['poročilo.2024', '.pdf'])
    expect(splitName('.env')).toEqual(['.env', ''])
    expect(splitName('stavek. In še eden')).toEqual(['stavek. In še eden', ''])
  })
})
