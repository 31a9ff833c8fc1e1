import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Twelve Slovene words in Chromium's format for dictionaries, made by its `convert_dict` from a list of our own:
 * pozdravljeni, spoštovani, naprava, napravo, terminal, zahtevek, zahtevka, priložena, slika, hvala, lepa, človek.
 */
const SLOVENE = [
  'QkRpYwIAAAAgAAAAXAAAALtkEJVHMv050/ziOnqG5voyAAAAOAAAADkAAAA6AAAACgpBRiAwAAAAAFRSWSBhZWlvdWJjxI1kZmdo',
  'amtsbW5wcnPFoXR2esW+AADoaABsB24NcCVzQnRZemPEf0AAdmFsYQBAAGVwYQDhYQDhcADhcgDhYQDhdgDiYQBvAgAAAADibwBy',
  'DUAAemRyYXZsamVuaQBAAGlsb8W+ZW5hAOJsAHAGQABpa2EAQABvxaF0b3ZhbmkAQABlcm1pbmFsAOFhAOFoAOF0AOFlAOF2AOJl',
  'AGsEQABrAEAAYQBAAI1sb3ZlawA=',
].join('')

/** Serves the Slovene dictionary as its maker does; all others are missing. */
export async function serveDictionaries() {
  const asked: string[] = []
  const server = createServer(({ url = '' }, answer) => {
    asked.push(url.slice(1))
    if (/^\/sl-si-.*\.bdic$/.test(url)) answer.end(Buffer.from(SLOVENE, 'base64'))
    else answer.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, asked, close: () => server.close() }
}
