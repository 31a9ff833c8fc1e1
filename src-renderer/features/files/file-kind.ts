export type FileKind =
  | 'image'
  | 'pdf'
  | 'text'
  | 'archive'
  | 'sheet'
  | 'slides'
  | 'document'
  | 'video'
  | 'audio'
  | 'other'

/** What a file is, for its icon and its word. */
export function fileKind(mediaType: string): FileKind {
  if (mediaType.startsWith('image/')) return 'image'
  if (mediaType.startsWith('video/')) return 'video'
  if (mediaType.startsWith('audio/')) return 'audio'
  if (mediaType.startsWith('text/')) return 'text'
  if (mediaType === 'application/pdf') return 'pdf'
  if (/spreadsheet/.test(mediaType)) return 'sheet'
  if (/presentation/.test(mediaType)) return 'slides'
  if (/wordprocessing|opendocument\.text|x-cfb/.test(mediaType)) return 'document'
  if (/zip|7z|gzip/.test(mediaType)) return 'archive'
  return 'other'
}

/** `report.2024.pdf` → `report.2024` and `.pdf`, so that a shortened name keeps its end. */
export function splitName(fileName: string): [stem: string, extension: string] {
  const dot = fileName.lastIndexOf('.')
  if (dot <= 0 || fileName.length - dot > 8) return [fileName, '']
  return [fileName.slice(0, dot), fileName.slice(dot)]
}
