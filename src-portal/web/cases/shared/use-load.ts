import { useCallback, useEffect, useRef, useState } from 'react'
import type { Api } from '../../api/client.ts'
import { type ApiProblem, asProblem } from '../../api/problem.ts'
import { useApi } from '../../app/portal.ts'
import { useSignedIn } from '../../session/use-session.ts'

const MOST_KEPT = 30
/** What was read last in this tab, so that going back shows it at once while it is read anew. */
const kept = new WeakMap<Api, Map<string, unknown>>()

export type Loaded<T> = {
  data: T | null
  /** Of `data`; another one than was asked for while the new list is on its way. */
  dataKey: string | null
  problem: ApiProblem | null
  loading: boolean
  reload: () => void
}

type State<T> = Omit<Loaded<T>, 'reload'>

/** Reads what `key` names, and again at `reload`; what is on the page stays until the answer is there. */
export function useLoad<T>(key: string, load: (api: Api, signal: AbortSignal) => Promise<T>): Loaded<T> {
  const api = useApi()
  // The next person in this tab begins with nothing.
  const { contactId } = useSignedIn()
  const [state, setState] = useState<State<T>>(() => {
    const data = read<T>(api, `${contactId} ${key}`)
    return { data, dataKey: data === null ? null : key, problem: null, loading: true }
  })
  const [turn, setTurn] = useState(0)
  const loadNow = useRef(load)
  loadNow.current = load

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn reads the same again.
  useEffect(() => {
    const abort = new AbortController()
    setState((before) => {
      const found = before.dataKey === key ? null : read<T>(api, `${contactId} ${key}`)
      return found === null ? { ...before, loading: true } : { data: found, dataKey: key, problem: null, loading: true }
    })
    loadNow.current(api, abort.signal).then(
      (data) => {
        if (abort.signal.aborted) return
        write(api, `${contactId} ${key}`, data)
        setState({ data, dataKey: key, problem: null, loading: false })
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        setState((before) => ({ ...before, problem: asProblem(error), loading: false }))
      },
    )
    return () => abort.abort()
  }, [api, contactId, key, turn])

  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...state, reload }
}

function read<T>(api: Api, name: string): T | null {
  return (kept.get(api)?.get(name) as T | undefined) ?? null
}

function write(api: Api, name: string, data: unknown): void {
  const all = kept.get(api) ?? new Map<string, unknown>()
  kept.set(api, all)
  all.delete(name)
  all.set(name, data)
  const oldest = all.keys().next()
  if (all.size > MOST_KEPT && !oldest.done) all.delete(oldest.value)
}
