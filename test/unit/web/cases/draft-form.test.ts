import { describe, expect, it, vi } from 'vitest'
import { createDraftForm } from '#portal/web/cases/form/draft-form.ts'
import { createDraftKeeper, type DraftStorage } from '#portal/web/cases/form/drafts.ts'
import { createUploads } from '#portal/web/cases/form/uploads.ts'

function aBrowser() {
  const items = new Map<string, string>()
  const storage: DraftStorage = {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => void items.set(name, text),
    removeItem: (name) => void items.delete(name),
  }
  let due: (() => void) | null = null
  let ids = 0
  const open = () =>
    createDraftForm<string>({
      empty: '',
      isEmpty: (text) => text.trim() === '',
      keeper: createDraftKeeper(storage, 'd', (kept) => (typeof kept === 'string' ? kept : '')),
      uploads: (kept) =>
        createUploads(
          {
            send: async (file) => ({ fileId: `f-${file.name}` }),
            faultOf: () => 'retry',
            forget: () => {},
            maxBytes: 100,
            maxFiles: 5,
            mintKey: () => `k-${++ids}`,
          },
          kept,
        ),
      schedule: (task) => {
        due = task
        return () => {
          if (due === task) due = null
        }
      },
      mintId: () => `r-${++ids}`,
    })
  return { open, items, passTime: () => due?.() }
}

describe('a form with a draft', () => {
  it('is kept a moment after the last change, at once when the page is left', () => {
    const browser = aBrowser()
    const form = browser.open()
    form.change('Dober')
    form.change('Dober dan')
    expect(browser.items.size).toBe(0)
    browser.passTime()
    expect(form.store.getState().kept).toBe('kept')
    expect(browser.open().store.getState().values).toBe('Dober dan')
    form.change('Dober dan še enkrat')
    form.flush()
    expect(browser.open().store.getState().values).toBe('Dober dan še enkrat')
  })

  it('keeps files as soon as they are on the portal', async () => {
    const browser = aBrowser()
    const form = browser.open()
    form.uploads.add([new File(['x'], 'a.txt')])
    await vi.waitFor(() => expect(form.uploads.store.getState().entries[0]?.state).toBe('done'))
    browser.passTime()
    expect(browser.open().uploads.store.getState().entries).toMatchObject([
      { name: 'a.txt', fileId: 'f-a.txt', state: 'done' },
    ])
  })

  it('keeps the id of a request before it is sent, for the same content alone', () => {
    const browser = aBrowser()
    const form = browser.open()
    form.change('Dober dan')
    const requestId = form.requestId({ body: 'Dober dan' })
    // The page was lost before the answer came.
    const again = browser.open()
    expect(again.requestId({ body: 'Dober dan' })).toBe(requestId)
    expect(again.requestId({ body: 'Dober dan.' })).not.toBe(requestId)
  })

  it('leaves nothing behind once it is sent, or emptied by hand', () => {
    const browser = aBrowser()
    const form = browser.open()
    form.change('Dober dan')
    form.requestId({ body: 'Dober dan' })
    form.clear()
    expect(form.store.getState()).toEqual({ values: '', sent: null, kept: 'nothing' })
    expect(browser.items.size).toBe(0)
    form.change('x')
    browser.passTime()
    form.change(' ')
    browser.passTime()
    expect(browser.items.size).toBe(0)
  })
})
