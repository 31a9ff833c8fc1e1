import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')

/** What a scanner reads in a picture (PNG, JPEG, or bare pixels), each symbol once: `Code128: RMA-00041`. */
export async function symbolsIn(picture: Uint8Array | ImageData): Promise<string[]> {
  const bytes = new Uint8Array(readFileSync(wasm))
  prepareZXingModule({ overrides: { wasmBinary: bytes.buffer } })
  const found = await readBarcodes(picture, {
    formats: ['Code128', 'QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 50,
  })
  return [...new Set(found.map(({ format, text }) => `${format}: ${text}`))].sort()
}
