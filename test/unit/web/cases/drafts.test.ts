import { describe, expect, it } from 'vitest'
import { createDraftKeeper, type DraftStorage, draftName } from '#portal/web/cases/form/drafts.ts'

function aStorage(): DraftStorage & { items: Map<string, string> } {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => void items.set(name, text),
    removeItem: (name) => void items.delete(name),
  }
}
const asText = (kept: unknown) => (typeof kept === 'string' ? kept : '')

describe('drafts', () => {
  it('keep words, files and what was sent', () => {
    const keeper = createDraftKeeper(aStorage(), draftName('c-1', 'note:k-1'), asText)
    expect(keeper.read()).toBeNull()
    const draft = {
      values: 'Še ena opomba',
      files: [{ name: 'a.png', size: 3, fileId: 'f-1' }],
      sent: { requestId: 'r-1', content: '{}' },
    }
    expect(keeper.write(draft)).toBe(true)
    expect(keeper.read()).toEqual(draft)
    keeper.clear()
    expect(keeper.read()).toBeNull()
  })

  it('are one person’s alone', () => {
    const storage = aStorage()
    createDraftKeeper(storage, draftName('c-1', 'new-case'), asText).write({ values: 'x', files: [], sent: null })
    expect(createDraftKeeper(storage, draftName('c-2', 'new-case'), asText).read()).toBeNull()
  })

  it('take no harm from what another version or nobody wrote', () => {
    const storage = aStorage()
    const keeper = createDraftKeeper(storage, 'd', asText)
    storage.items.set('d', '{')
    expect(keeper.read()).toBeNull()
    storage.items.set('d', '{"values":"a","files":[{"name":1},{"name":"b","size":2}],"sent":{"requestId":4}}')
    expect(keeper.read()).toEqual({ values: 'a', files: [{ name: 'b', size: 2, fileId: null }], sent: null })
  })

  it('say when the browser does not take them', () => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const keeper = createDraftKeeper({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'd', asText)
    expect(keeper.write({ values: 'a', files: [], sent: null })).toBe(false)
    expect(keeper.read()).toBeNull()
    expect(() => keeper.clear()).not.toThrow()
  })
})
