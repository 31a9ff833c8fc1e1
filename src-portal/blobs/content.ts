import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { fileTypeFromStream } from 'file-type'
import { attachmentTypeOf, createTextCheck } from '#shared/domain/attachment-content.ts'
import type { AttachmentType } from '#shared/domain/attachment-types.ts'

export type Content = { sha256: string; size: number; mediaType: AttachmentType | null }

/**
 * What bytes are by themselves. `mediaType` null: nothing that may be attached. `open` begins reading them from the start:
 * once for all of them, and once for as many as the detector of types wants to see.
 */
export async function contentOf(open: () => AsyncIterable<Uint8Array>): Promise<Content> {
  const hash = createHash('sha256')
  const text = createTextCheck()
  let size = 0
  for await (const piece of open()) {
    hash.update(piece)
    text.add(piece)
    size += piece.length
  }
  const mediaType = attachmentTypeOf(await detect(Readable.from(open())), text.isText())
  return { sha256: hash.digest('hex'), size, mediaType }
}

async function detect(stream: Readable): Promise<string | null> {
  try {
    return (await fileTypeFromStream(Readable.toWeb(stream)))?.mime ?? null
  } catch {
    return null
  } finally {
    stream.destroy()
  }
}
