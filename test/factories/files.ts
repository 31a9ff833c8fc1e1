import { createHash, randomBytes } from 'node:crypto'

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Up to the beginning of the picture's data: detectors read that far. */
const PNG_BEGIN = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4897fffffff49444154',
  'hex',
)

/** Bytes that every detector takes for a picture, different at each call, of exactly that size. */
export function aPicture(size = 4096): Buffer {
  return Buffer.concat([PNG_BEGIN, randomBytes(Math.max(0, size - PNG_BEGIN.length))], size)
}

export function aLog(size = 4096): Buffer {
  const line = `2026-03-02 08:00:00 vrata 12: čitalnik ne odgovarja ${randomBytes(8).toString('hex')}\n`
  return Buffer.from(line.repeat(Math.ceil(size / Buffer.byteLength(line))))
}

/** A Word document's first entry, stored without compression; enough for what detectors look at. */
export function aDocument(): Buffer {
  const types =
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  return zipOf([
    ['[Content_Types].xml', types],
    ['word/document.xml', '<w:document/>'],
  ])
}

/** A ZIP archive of stored entries. */
export function zipOf(entries: [name: string, content: string][]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of entries) {
    const body = Buffer.from(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt32LE(crc32(body), 10)
    fields.writeUInt32LE(body.length, 14)
    fields.writeUInt32LE(body.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const entry = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), body])
    const directory = Buffer.alloc(14)
    directory.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, directory, Buffer.from(name)]))
    local.push(entry)
    offset += entry.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end])
}

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  }
  return ~crc >>> 0
}
