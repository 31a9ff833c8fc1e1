/**
 * Files that may be attached, by what their content is (found by its first bytes), never by their name. Programs, scripts,
 * HTML and SVG stay out: they could run where they are opened.
 */
export const ATTACHMENT_TYPES = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/heic',
  'image/bmp',
  'image/tiff',
  'application/pdf',
  'application/zip',
  'application/x-7z-compressed',
  'application/gzip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/x-cfb',
  'video/mp4',
  'video/quicktime',
  'audio/mpeg',
  'audio/mp4',
  // Anything whose bytes are UTF-8 text: logs, CSV, configuration.
  'text/plain',
] as const
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number]

export function isAttachmentType(mediaType: string): mediaType is AttachmentType {
  return (ATTACHMENT_TYPES as readonly string[]).includes(mediaType)
}

/** Shown in the desk itself; all others are saved and opened by the system. */
export function isPreviewable(mediaType: string): boolean {
  return ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'].includes(mediaType)
}
