import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Found, NOTHING_FOUND } from '#shared/rpc/found.ts'
import type { DeskClient } from '../../rpc/connection.ts'
import { useDesk } from '../../rpc/desk.tsx'

/** What the screen knows by itself is drawn together with the desk's answer, but does not wait for it longer than this. */
const TOGETHER_MS = 50

export type PaletteHits = {
  /** Of the words in `searchedFor`; they stay until the answer to newer ones is here. */
  found: Found
  searchedFor: string
  /** The words of which the screen shows its own lines. */
  shownFor: string
}

/** `ask` says what is typed. Called with the key itself, so that the desk looks while the screen still draws the letter. */
export function usePaletteHits(): PaletteHits & { ask(text: string): void } {
  const { client } = useDesk()
  const [search] = useState(() => createPaletteSearch(client))
  useEffect(() => search.stop, [search])
  return { ...useStore(search.hits), ask: search.ask }
}

/** While an answer is on its way the next question waits, and is then about the newest words; older answers are not drawn. */
export function createPaletteSearch(client: Pick<DeskClient, 'findAll'>) {
  const hits = createStore<PaletteHits>(() => ({ found: NOTHING_FOUND, searchedFor: '', shownFor: '' }))
  let wanted = ''
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    busy = true
    while (hits.getState().searchedFor !== wanted) {
      const text = wanted
      const found = text === '' ? NOTHING_FOUND : await client.findAll({ text }).catch(() => NOTHING_FOUND)
      if (text === wanted) hits.setState({ found, searchedFor: text, shownFor: text })
    }
    clearTimeout(timer)
    timer = undefined
    busy = false
    // Back to words whose answer is here already.
    if (hits.getState().shownFor !== wanted) hits.setState({ shownFor: wanted })
  }

  return {
    hits,
    ask(text: string) {
      wanted = text.trim()
      timer ??= setTimeout(() => {
        timer = undefined
        hits.setState({ shownFor: wanted })
      }, TOGETHER_MS)
      if (!busy) void look()
    },
    stop() {
      clearTimeout(timer)
    },
  }
}
