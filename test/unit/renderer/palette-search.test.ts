import { beforeEach, expect, test, vi } from 'vitest'
import { NOTHING_FOUND } from '#shared/rpc/found.ts'
import { createPaletteSearch } from '../../../src-renderer/app/keys/use-palette-hits.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** A desk whose answers come when the test says so. */
function aSearch() {
  const asked: { text: string; answer: () => Promise<unknown>; fail: () => Promise<unknown> }[] = []
  const search = createPaletteSearch({
    findAll: ({ text }: { text: string }) =>
      new Promise((resolve, reject) => {
        const settled = (settle: () => void) => async () => {
          settle()
          await vi.advanceTimersByTimeAsync(0)
        }
        asked.push({
          text,
          answer: settled(() => resolve({ ...NOTHING_FOUND })),
          fail: settled(() => reject(new Error('no answer'))),
        })
      }),
  } as unknown as Parameters<typeof createPaletteSearch>[0])
  const shown = () => {
    const { searchedFor, shownFor } = search.hits.getState()
    return [searchedFor, shownFor]
  }
  return { ...search, asked, texts: () => asked.map(({ text }) => text), shown }
}

test('keys that come faster than answers ask about the newest words, and only their answer is drawn', async () => {
  const search = aSearch()
  search.ask('p')
  search.ask('pr')
  search.ask('pra ')
  expect(search.texts()).toEqual(['p'])
  await search.asked[0]?.answer()
  expect(search.texts()).toEqual(['p', 'pra'])
  expect(search.shown()).toEqual(['', ''])
  await search.asked[1]?.answer()
  expect(search.shown()).toEqual(['pra', 'pra'])
})

test('what the screen knows by itself does not wait for a slow desk', async () => {
  const search = aSearch()
  search.ask('p')
  await vi.advanceTimersByTimeAsync(49)
  expect(search.shown()).toEqual(['', ''])
  await vi.advanceTimersByTimeAsync(1)
  expect(search.shown()).toEqual(['', 'p'])
  search.ask('pr')
  await vi.advanceTimersByTimeAsync(50)
  expect(search.shown()).toEqual(['', 'pr'])
  // Back to words whose answer is here: it is that of the empty field.
  search.ask('')
  await search.asked[0]?.answer()
  expect(search.shown()).toEqual(['', ''])
  expect(search.texts()).toEqual(['p'])
})

test('a desk that gives no answer finds nothing, and is asked again with the next key', async () => {
  const search = aSearch()
  search.ask('p')
  await search.asked[0]?.fail()
  expect(search.shown()).toEqual(['p', 'p'])
  search.ask('pr')
  expect(search.texts()).toEqual(['p', 'pr'])
})
