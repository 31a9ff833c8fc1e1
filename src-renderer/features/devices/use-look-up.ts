import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { MAX_LIST, splitNumbers } from '#shared/domain/serial-number.ts'
import type { ListedNumber } from '#shared/rpc/devices.ts'
import type { DeskClient } from '../../rpc/connection.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'

const TYPING_MS = 60
const SHOWN = 50
/** Numbers that are asked about at once: reading the answer to more would hold the window up. */
const PART = 1_000
/** What the desk takes as one number. */
const MAX_NUMBER = 200

async function lookUpInParts(client: DeskClient, texts: readonly string[]): Promise<ListedNumber[]> {
  const listed: ListedNumber[] = []
  for (let from = 0; from < texts.length; from += PART) {
    listed.push(...(await client.devices.lookUpList({ texts: texts.slice(from, from + PART) })))
  }
  return listed
}

/** What is typed, as one number or as a list of them, and what the desk knows of it. */
export function useLookUp() {
  const { devices } = useScreen()
  const { queries, client } = useDesk()
  const text = useStore(devices, (state) => state.text)
  const [settled] = useDebouncedValue(text, TYPING_MS)
  const numbers = useMemo(() => splitNumbers(settled), [settled])
  const isList = numbers.length > 1
  const wanted = isList ? '' : (numbers[0] ?? '').slice(0, MAX_NUMBER)
  const one = useQuery(
    queries.devices.lookUp.queryOptions({
      input: { text: wanted, limit: SHOWN },
      enabled: wanted !== '',
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  const texts = useMemo(
    () => (isList ? numbers.slice(0, MAX_LIST).map((number) => number.slice(0, MAX_NUMBER)) : []),
    [isList, numbers],
  )
  const list = useQuery({
    queryKey: queries.devices.lookUpList.queryKey({ input: { texts } }),
    queryFn: () => lookUpInParts(client, texts),
    enabled: isList,
    placeholderData: keepPreviousData,
    // Comparing thousands of answers with those before costs more than drawing the few that show.
    structuralSharing: false,
    gcTime: 5_000,
  })
  return {
    text,
    wanted,
    isList,
    count: numbers.length,
    one: wanted === '' ? undefined : one.data,
    oneSettled: one.isSuccess && !one.isPlaceholderData && settled === text,
    list: isList ? list.data : undefined,
    listSettled: list.isSuccess && !list.isPlaceholderData && settled === text,
    error: (isList ? list.error : one.error) ?? null,
  }
}

export type LookUp = ReturnType<typeof useLookUp>
