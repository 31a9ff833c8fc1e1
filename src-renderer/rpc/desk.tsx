import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { Connection, DeskClient } from './connection.ts'
import { isRetryable } from './problem.ts'

export type DeskQueries = RouterUtils<DeskClient>

/** What components need to ask the desk. */
export type Desk = {
  client: DeskClient
  queries: DeskQueries
  queryClient: QueryClient
  connection: Connection
}

export function createDesk(connection: Connection): Desk {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        // Events say when to read again; until then what is known is right.
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        retry: (failures, error) => failures < 2 && isRetryable(error),
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
  return { client: connection.client, queries: createTanstackQueryUtils(connection.client), queryClient, connection }
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('DeskContext is missing')
  return desk
}
