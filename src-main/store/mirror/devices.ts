import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

/** By serial number, however it was typed: those that begin with it first, then those that contain it (3 characters or more). */
export declare function findDevices(mirror: Mirror, text: string, limit: number): DeviceRow[]
