import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'

/**
 * Makes the application's icons from resources/icon.svg: PNGs for Linux, .ico for Windows, .icns for macOS.
 * `node scripts/make-icons.ts [path of a Chromium]`; run it when the drawing changes and commit what it writes.
 */
type Image = { size: number; png: Buffer }

const resources = join(import.meta.dirname, '..', 'resources')
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512]
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 256]
/** Apple's four-letter type of each size, once for itself and once as the double of the half. */
const MAC_TYPES: [type: string, size: number][] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]

async function render(svg: string, sizes: number[]): Promise<Map<number, Buffer>> {
  const browser = await chromium.launch({
    executablePath: process.argv[2] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  const images = new Map<number, Buffer>()
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
    images.set(size, await page.screenshot({ omitBackground: true }))
  }
  await browser.close()
  return images
}

/** A header, a directory of 16 bytes an image, then the PNGs. */
function ico(images: Image[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  images.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index
    head.writeUInt8(size % 256, entry) // 256 is written as 0
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}

/** `icns`, the length of all, then each image as type, length, PNG. */
function icns(images: [type: string, png: Buffer][]): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(body.length + 8, 4)
    return Buffer.concat([head, body])
  }
  return chunk('icns', Buffer.concat(images.map(([type, png]) => chunk(type, png))))
}

const svg = readFileSync(join(resources, 'icon.svg'), 'utf8')
const all = [...new Set([...LINUX_SIZES, ...WINDOWS_SIZES, ...MAC_TYPES.map(([, size]) => size)])]
const images = await render(svg, all)
mkdirSync(join(resources, 'icons'), { recursive: true })
for (const size of LINUX_SIZES) writeFileSync(join(resources, 'icons', `${size}x${size}.png`), images.get(size)!)
writeFileSync(join(resources, 'icons', '1024x1024.png'), images.get(1024)!)
writeFileSync(join(resources, 'icon.ico'), ico(WINDOWS_SIZES.map((size) => ({ size, png: images.get(size)! }))))
writeFileSync(join(resources, 'icon.icns'), icns(MAC_TYPES.map(([type, size]) => [type, images.get(size)!])))
