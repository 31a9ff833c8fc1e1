import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceHit } from '#shared/rpc/devices.ts'
import type { ContactHit, SearchHit } from '#shared/rpc/models.ts'
import type { RmaSummary } from '#shared/rpc/rmas.ts'
import { isRmaNumber, rmasNumbered } from '../../features/rma/find-rmas.ts'
import type { DeskClient } from '../../rpc/connection.ts'
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
  rmas: readonly RmaSummary[]
  /** True until all of them belong to what is typed now. */
  stale: boolean
  searchedFor: string
}

type Found = Pick<PaletteHits, 'people' | 'cases' | 'devices' | 'rmas'>

const NOTHING: Found = { people: [], cases: [], devices: [], rmas: [] }

/**
 * What the desk finds for the words in the palette. Each key is asked for at once; while answers are on their way the next
 * question waits, and is then about the newest words. The answers are drawn together, once.
 */
export function usePaletteHits(text: string): PaletteHits {
  const { client } = useDesk()
  const typed = text.trim()
  const [asked, setAsked] = useState(typed)
  const { data, isFetching } = useQuery({
    queryKey: ['palette', asked],
    queryFn: () => find(client, asked),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 5_000,
  })
  if (!isFetching && asked !== typed) setAsked(typed)
  const found = asked === '' ? NOTHING : (data ?? NOTHING)
  return { ...found, stale: isFetching || asked !== typed, searchedFor: asked }
}

async function find(client: DeskClient, text: string): Promise<Found> {
  const [cases, people, devices, rmas] = await Promise.all([
    client.search({ text, limit: CASES_SHOWN }),
    text.length < MIN_NAME ? [] : client.contacts.find({ text, limit: PEOPLE_SHOWN }),
    lookUpKey(text).length < MIN_SERIAL ? null : client.devices.lookUp({ text, limit: DEVICES_SHOWN }),
    isRmaNumber(text) ? rmasNumbered(client, text) : [],
  ])
  return { cases, people, devices: devices?.hits ?? [], rmas }
}
