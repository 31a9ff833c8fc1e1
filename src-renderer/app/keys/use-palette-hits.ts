import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceHit } from '#shared/rpc/devices.ts'
import type { ContactHit, SearchHit } from '#shared/rpc/models.ts'
import { useDesk } from '../../rpc/desk.tsx'

const CASES_SHOWN = 8
const PEOPLE_SHOWN = 4
const DEVICES_SHOWN = 4
/** Shorter pieces are in nearly every serial number. */
const MIN_SERIAL = 3
const MIN_NAME = 2

export type PaletteHits = {
  people: readonly ContactHit[]
  cases: readonly SearchHit[]
  devices: readonly DeviceHit[]
  /** True until all of them belong to what is typed now. */
  stale: boolean
  searchedFor: string
}

const NOTHING: readonly never[] = []
const KEPT = { placeholderData: keepPreviousData, gcTime: 5_000 } as const

/**
 * What the desk finds for the words in the palette. Each key is asked for at once; while answers are on their way the next
 * question waits, and is then about the newest words.
 */
export function usePaletteHits(text: string): PaletteHits {
  const { queries } = useDesk()
  const typed = text.trim()
  const [asked, setAsked] = useState(typed)
  const withPeople = asked.length >= MIN_NAME
  const withDevices = lookUpKey(asked).length >= MIN_SERIAL
  const cases = useQuery(
    queries.search.queryOptions({ input: { text: asked, limit: CASES_SHOWN }, enabled: asked !== '', ...KEPT }),
  )
  const people = useQuery(
    queries.contacts.find.queryOptions({ input: { text: asked, limit: PEOPLE_SHOWN }, enabled: withPeople, ...KEPT }),
  )
  const devices = useQuery(
    queries.devices.lookUp.queryOptions({
      input: { text: asked, limit: DEVICES_SHOWN },
      enabled: withDevices,
      ...KEPT,
    }),
  )
  const busy = cases.isFetching || people.isFetching || devices.isFetching
  if (!busy && asked !== typed) setAsked(typed)
  return {
    people: withPeople ? (people.data ?? NOTHING) : NOTHING,
    cases: asked === '' ? NOTHING : (cases.data ?? NOTHING),
    devices: withDevices ? (devices.data?.hits ?? NOTHING) : NOTHING,
    stale: busy || asked !== typed,
    searchedFor: asked,
  }
}
