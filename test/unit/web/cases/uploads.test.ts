import { describe, expect, it, vi } from 'vitest'
import { UploadError, uploadFault } from '#portal/web/cases/form/send-file.ts'
import { blocksSending, createUploads, isBusy, keptFiles, uploadedIds } from '#portal/web/cases/form/uploads.ts'

const aFile = (name: string, size = 3) => new File(['x'.repeat(size)], name)

function start(kept: Parameters<typeof createUploads>[1] = []) {
  const sending: {
    file: File
    progress: (sent: number) => void
    signal: AbortSignal
    done: PromiseWithResolvers<{ fileId: string }>
  }[] = []
  const forgotten: string[] = []
  let key = 0
  const uploads = createUploads(
    {
      send: (file, progress, signal) => {
        const done = Promise.withResolvers<{ fileId: string }>()
        sending.push({ file, progress, signal, done })
        return done.promise
      },
      faultOf: uploadFault,
      forget: (fileId) => forgotten.push(fileId),
      maxBytes: 10,
      maxFiles: 3,
      mintKey: () => `k${++key}`,
    },
    kept,
  )
  const states = () => uploads.store.getState().entries.map(({ name, state }) => `${name} ${state}`)
  return { uploads, sending, forgotten, states }
}

describe('files of a form', () => {
  it('are sent one after the other, and say how far they are', async () => {
    const { uploads, sending, states } = start()
    uploads.add([aFile('a'), aFile('b')])
    expect(states()).toEqual(['a sending', 'b waiting'])
    expect(isBusy(uploads.store.getState())).toBe(true)
    sending[0]!.progress(2)
    expect(uploads.store.getState().entries[0]!.sent).toBe(2)
    sending[0]!.done.resolve({ fileId: 'f-a' })
    await vi.waitFor(() => expect(states()).toEqual(['a done', 'b sending']))
    sending[1]!.done.resolve({ fileId: 'f-b' })
    await vi.waitFor(() => expect(blocksSending(uploads.store.getState())).toBe(false))
    expect(uploadedIds(uploads.store.getState())).toEqual(['f-a', 'f-b'])
  })

  it('go on with the next after a failure, and again when asked', async () => {
    const { uploads, sending, states } = start()
    uploads.add([aFile('a'), aFile('b')])
    sending[0]!.done.reject(new UploadError(0, null))
    await vi.waitFor(() => expect(states()).toEqual(['a failed', 'b sending']))
    sending[1]!.done.resolve({ fileId: 'f-b' })
    await vi.waitFor(() => expect(states()).toEqual(['a failed', 'b done']))
    expect(blocksSending(uploads.store.getState())).toBe(true)
    uploads.retryAll()
    expect(states()).toEqual(['a sending', 'b done'])
    sending[2]!.done.resolve({ fileId: 'f-a' })
    await vi.waitFor(() => expect(uploadedIds(uploads.store.getState())).toEqual(['f-a', 'f-b']))
  })

  it('are not tried again where that cannot help', async () => {
    const { uploads, sending, states } = start()
    uploads.add([aFile('a')])
    sending[0]!.done.reject(new UploadError(422, 'file_type_refused'))
    await vi.waitFor(() => expect(uploads.store.getState().entries[0]!.fault).toBe('file_type_refused'))
    uploads.retryAll()
    expect(states()).toEqual(['a failed'])
    expect(keptFiles(uploads.store.getState())).toEqual([])
  })

  it('are refused before they are sent when they are empty, too large or too many', () => {
    const { uploads, sending } = start()
    uploads.add([aFile('empty', 0), aFile('large', 11), aFile('a'), aFile('b'), aFile('c'), aFile('d')])
    expect(uploads.store.getState().entries.map(({ fault }) => fault)).toEqual([
      'empty',
      'too_large',
      null,
      null,
      null,
      'too_many_files',
    ])
    expect(sending.map(({ file }) => file.name)).toEqual(['a'])
  })

  it('are taken away wherever they are', async () => {
    const { uploads, sending, forgotten, states } = start()
    uploads.add([aFile('a'), aFile('b')])
    sending[0]!.done.resolve({ fileId: 'f-a' })
    await vi.waitFor(() => expect(states()).toEqual(['a done', 'b sending']))
    for (const { key } of uploads.store.getState().entries) uploads.remove(key)
    expect(sending[1]!.signal.aborted).toBe(true)
    // The last bytes were there before the portal heard of it.
    sending[1]!.done.resolve({ fileId: 'f-b' })
    await vi.waitFor(() => expect(forgotten).toEqual(['f-a', 'f-b']))
    expect(states()).toEqual([])
  })

  it('outlive a reload: those on the portal are there, an unfinished one asks to be chosen again', async () => {
    const before = start()
    before.uploads.add([aFile('a'), aFile('b')])
    before.sending[0]!.done.resolve({ fileId: 'f-a' })
    await vi.waitFor(() => expect(before.states()).toEqual(['a done', 'b sending']))

    const after = start(keptFiles(before.uploads.store.getState()))
    expect(after.states()).toEqual(['a done', 'b lost'])
    expect(blocksSending(after.uploads.store.getState())).toBe(true)
    after.uploads.add([aFile('b')])
    expect(after.states()).toEqual(['a done', 'b sending'])
    after.sending[0]!.done.resolve({ fileId: 'f-b' })
    await vi.waitFor(() => expect(uploadedIds(after.uploads.store.getState())).toEqual(['f-a', 'f-b']))
  })
})

describe('why a file was not taken', () => {
  it('is the portal’s code, else worth another attempt', () => {
    expect(uploadFault(new UploadError(413, null))).toBe('too_large')
    expect(uploadFault(new UploadError(409, 'too_many_files'))).toBe('too_many_files')
    expect(uploadFault(new UploadError(503, 'unavailable'))).toBe('retry')
    expect(uploadFault(new TypeError('x'))).toBe('retry')
  })
})
