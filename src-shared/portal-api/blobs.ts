import { z } from 'zod'

export const UPLOAD_OFFSET = 'upload-offset'
export const UPLOAD_LENGTH = 'upload-length'
export const UPLOAD_COMPLETE = 'upload-complete'
/** Bytes of one PATCH at most. */
export const MAX_UPLOAD_CHUNK = 1024 * 1024

/** What the portal takes; desks ask for it once a day and check before they accept a file. */
export const portalLimits = z.object({ maxAttachmentBytes: z.number().int().positive() })
export type PortalLimits = z.infer<typeof portalLimits>
export const DEFAULT_MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024
