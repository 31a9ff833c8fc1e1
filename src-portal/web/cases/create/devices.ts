import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { newCaseOptions, ownDevices } from '#shared/customer-api/cases.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { useLoad } from '../shared/use-load.ts'

export type CaseOptions = z.infer<typeof newCaseOptions>
export type OwnDevices = z.infer<typeof ownDevices>
export type OwnDevice = OwnDevices['devices'][number]

const PAUSE_MS = 250

/** The own device of this serial number, however it was typed from its sticker. */
export function deviceOf(devices: readonly OwnDevice[], serialNumber: string): OwnDevice | null {
  const key = lookUpKey(serialNumber)
  if (key === '') return null
  return devices.find((device) => lookUpKey(device.serialNumber) === key) ?? null
}

/** The company's devices that fit what is typed, asked for at a pause in typing. */
export function useOwnDevices(typed: string) {
  const text = usePaused(typed.trim())
  const found = useLoad<OwnDevices>(`devices ${text}`, (api, signal) =>
    api.get(`${CUSTOMER_PATHS.cases}/options/devices`, text === '' ? undefined : { text }, signal),
  )
  return { ...found, known: deviceOf(found.data?.devices ?? [], typed) }
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
