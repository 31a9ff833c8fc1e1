import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceHit } from '#shared/rpc/devices.ts'
import type { ContactHit, SearchHit } from '#shared/rpc/models.ts'
import { useSearch } from '../../features/search/use-search.ts'
import { useDesk } from '../../rpc/desk.tsx'

const CASES_SHOWN = 8
const PEOPLE_SHOWN = 4
const DEVICES_SHOWN = 4
const TYPING_MS = 80
/** Shorter pieces are in nearly every serial number. */
const MIN_SERIAL = 3

export type PaletteHits = {
  people: readonly ContactHit[]
  cases: readonly SearchHit[]
  devices: readonly DeviceHit[]
  /** True until all of them belong to what is typed now. */
  stale: boolean
  searchedFor: string
}

const NOTHING: readonly never[] = []

/** What the desk finds for the words in the palette. */
export function usePaletteHits(text: string): PaletteHits {
  const { queries } = useDesk()
  const typed = text.trim()
  const [wanted] = useDebouncedValue(typed, TYPING_MS)
  const cases = useSearch(text)
  const withPeople = typed.length > 1
  const withDevices = lookUpKey(typed).length >= MIN_SERIAL
  const people = useQuery(
    queries.contacts.find.queryOptions({
      input: { text: wanted.slice(0, 200), limit: PEOPLE_SHOWN },
      enabled: withPeople && wanted.length > 1,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  const devices = useQuery(
    queries.devices.lookUp.queryOptions({
      input: { text: wanted.slice(0, 200), limit: DEVICES_SHOWN },
      enabled: withDevices && lookUpKey(wanted).length >= MIN_SERIAL,
      placeholderData: keepPreviousData,
      gcTime: 5_000,
    }),
  )
  return {
    people: withPeople ? (people.data ?? NOTHING) : NOTHING,
    cases: cases.hits?.slice(0, CASES_SHOWN) ?? NOTHING,
    devices: withDevices ? (devices.data?.hits ?? NOTHING) : NOTHING,
    stale: typed !== '' && (wanted !== typed || cases.stale || people.isFetching || devices.isFetching),
    searchedFor: cases.searchedFor,
  }
}
