import type { ZoomStep } from '#shared/domain/zoom.ts'
import type { SessionState, Settings } from '#shared/rpc/models.ts'
import type { Announcement } from '#shared/rpc/notices.ts'

/** The window asks for its port, main answers with it. */
export const PORT_CHANNEL = 'desk-port'

/** Main to the window's preload: open the case with this number. */
export const LINK_CHANNEL = 'desk-link'

/** What the screen posts to its own window, and what comes back with the port. */
export const PORT_WANTED = 'desk-port-wanted'
export const PORT_GIVEN = 'desk-port'

/** The page's window asks that what it would print goes into a file; main answers what became of it. */
export const PDF_CHANNEL = 'desk-pdf'
export type PdfOutcome = 'saved' | 'cancelled' | 'failed'

/** What the screen posts to its own window with the proposed name, and what comes back with the outcome. */
export const PDF_WANTED = 'desk-pdf-wanted'
export const PDF_DONE = 'desk-pdf'

/** Main to the desk's process. By message only: argv and environment can be read by other processes. */
export type ToDesk =
  | {
      type: 'open'
      profileDir: string
      key: Uint8Array
      /** False while the profile's key file cannot be read and `key` is a new one that nothing keeps yet. */
      keyKept: boolean
      version: string
      notice: SessionState['notice']
      portalUrl?: string
      autoSignIn?: { email: string; password: string }
    }
  /** Comes with a port. */
  | { type: 'connect' }
  /** The key that `openDesk` got is kept from now on, or it could not be. */
  | { type: 'key-adopted'; error: string | null }
  /** Makes everything larger or smaller; the desk keeps the new size and reports it. */
  | { type: 'zoom'; step: ZoomStep }
  /** From a notification or the tray: what the agent asks for without the window. */
  | { type: 'snooze'; caseId: string }
  | { type: 'quiet-hour' }
  | { type: 'close' }

/** The desk's process to main. */
export type FromDesk =
  /** Something is about to be written with the new key, so it must be kept first. */
  | { type: 'adopt-key' }
  | { type: 'settings'; settings: Appearance }
  /** How much is new to the agent, and what is to be told outside of the window. */
  | { type: 'notices'; count: number; announcement: Announcement | null }

/** What main itself needs of the agent's settings. */
export type Appearance = Pick<Settings, 'language' | 'theme' | 'zoom' | 'spelling'>
