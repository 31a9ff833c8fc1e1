import type { Operation } from '#shared/portal-api/operations.ts'

/** The bytes of files on their way to the portal. Push asks `ready`; the scheduler lets it run and stops it. */
export type Uploads = {
  /** False while bytes of its files are not whole on the portal: the operation waits, and its lane with it. */
  ready(operation: Operation): boolean
  /** The portal answered `retry`: whatever was taken as whole there of its files is asked about again. */
  doubt(operation: Operation): void
  /**
   * Goes on with what waits, in the background, if it is not at it already; ends by itself when nothing is left. To be called
   * whenever the portal may be asked: after each cycle that reached it, when something new waits. Never throws.
   */
  run(): void
  /** Cuts what is on its way; resolves when nothing runs any more. `run` may be called again. */
  stop(): Promise<void>
}

export type UploadsOptions = {
  /** The files of an operation have become whole: it can be pushed now. */
  onReady(): void
  /** The portal said something that concerns all traffic: 401, too old, throttled, unreachable. Uploads wait for `run`. */
  onFault(error: unknown): void
}
