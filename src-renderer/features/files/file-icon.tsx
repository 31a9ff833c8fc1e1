import {
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMovie,
  IconMusic,
  IconPhoto,
  IconPresentation,
  IconTable,
} from '@tabler/icons-react'
import { type FileKind, fileKind } from './file-kind.ts'

const ICONS: Record<FileKind, typeof IconFile> = {
  image: IconPhoto,
  pdf: IconFileTypePdf,
  text: IconFileText,
  archive: IconFileZip,
  sheet: IconTable,
  slides: IconPresentation,
  document: IconFileText,
  video: IconMovie,
  audio: IconMusic,
  other: IconFile,
}

export function FileIcon({ mediaType, size = 18 }: { mediaType: string; size?: number }) {
  const Icon = ICONS[fileKind(mediaType)]
  return <Icon size={size} stroke={1.7} aria-hidden />
}
