import type { DeviceFileError } from '#shared/portal-api/device-import.ts'

/** The file as a whole cannot be read. */
export class FileFault extends Error {
  readonly code: DeviceFileError
  readonly value: string

  constructor(code: DeviceFileError, value = '') {
    super(code)
    this.name = 'FileFault'
    this.code = code
    this.value = value
  }
}
