import { createHash } from 'node:crypto'
import { fileTypeFromBlob } from 'file-type'
import { attachmentTypeOf, createTextCheck } from '#shared/domain/attachment-content.ts'
import type { AttachmentType } from '#shared/domain/attachment-types.ts'

/** What a file is by its content alone; `mediaType` null: nothing that may be attached. Reads it once, piece by piece. */
export async function inspect(file: Blob): Promise<{ sha256: string; mediaType: AttachmentType | null }> {
  const hash = createHash('sha256')
  const text = createTextCheck()
  for await (const bytes of piecesOf(file)) {
    hash.update(bytes)
    text.add(bytes)
  }
  const detected = await detect(file)
  return { sha256: hash.digest('hex'), mediaType: attachmentTypeOf(detected, text.isText()) }
}

export async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array, void, void> {
  for await (const bytes of file.stream()) yield bytes
}

/** A file that is cut off in the middle of what the detector reads is of no known kind. */
async function detect(file: Blob): Promise<string | null> {
  try {
    return (await fileTypeFromBlob(file))?.mime ?? null
  } catch {
    return null
  }
}
