import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useDesk } from './desk.tsx'
import { readUntilDone } from './read-until-done.ts'

export type Reading = 'reading' | 'failed' | 'done'

type Options<T> = { take?: (value: T) => void; wanted?: boolean }

/** Reads once for each `read`: again after a moment while it fails, and at once when the desk is back. */
export function useReading<T>(read: () => Promise<T>, { take, wanted = true }: Options<T> = {}): Reading {
  const { connection } = useDesk()
  const generation = useStore(connection.state, (now) => now.generation)
  const [last, setLast] = useState<{ read: () => Promise<T>; state: Reading } | null>(null)
  const state = last?.read === read ? last.state : 'reading'
  const done = state === 'done'
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection is a reason to ask again
  useEffect(() => {
    if (!wanted || done) return
    return readUntilDone({
      read,
      take: (value) => {
        setLast({ read, state: 'done' })
        latest.current?.(value)
      },
      onFailure: () => setLast({ read, state: 'failed' }),
      schedule(task, ms) {
        const timer = setTimeout(task, ms)
        return () => clearTimeout(timer)
      },
    })
  }, [read, wanted, done, generation])

  return state
}
