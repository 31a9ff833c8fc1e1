import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { beforeAll, describe, expect, it, vi } from 'vitest'

/** kB of compressed script that a page may cost whoever comes to it first, over a slow phone's network. */
const LIMIT = 200
const web = join(import.meta.dirname, '../../../src-portal/web')

type Chunk = { fileName: string; code: string; facadeModuleId: string | null; imports: string[]; isEntry: boolean }
let chunks: Map<string, Chunk>

beforeAll(async () => {
  // Else React brings what helps its developers.
  vi.stubEnv('NODE_ENV', 'production')
  const built = await build({
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: { write: false, manifest: false },
  })
  const results = Array.isArray(built) ? built : [built]
  const outputs = results.flatMap((result) => ('output' in result ? result.output : []))
  chunks = new Map(outputs.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])))
}, 120_000)

function chunkOf(module: string): Chunk {
  const found = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/web/${module}`))
  if (!found) throw new Error(`${module} has no chunk of its own`)
  return found
}

/** All that the browser fetches for these: the entry, the words of one language, and what they import. */
function scriptsFor(...modules: string[]): Chunk[] {
  const entry = [...chunks.values()].filter(({ isEntry }) => isEntry)
  const wanted = [...entry, chunkOf('i18n/sl/index.ts'), ...modules.map(chunkOf)]
  const all = new Set<Chunk>()
  const add = (chunk: Chunk) => {
    if (all.has(chunk)) return
    all.add(chunk)
    for (const name of chunk.imports) add(chunks.get(name)!)
  }
  for (const chunk of wanted) add(chunk)
  return [...all]
}

function kB(scripts: Chunk[], compress: (text: string) => Buffer): number {
  return scripts.reduce((sum, { code }) => sum + compress(code).byteLength, 0) / 1000
}

describe('the script of a page', () => {
  it.each([
    ['start', 'access/start-page.tsx'],
    ['sign-in', 'access/sign-in-page.tsx'],
    ['registration, with the captcha', 'access/registration-page.tsx', 'access/captcha-widget.ts'],
    ['activation', 'access/activation-page.tsx'],
    ['profile', 'access/profile-page.tsx'],
    ['help', 'help/help-page.tsx'],
    ['list of cases', 'cases/list/list-page.tsx'],
    ['new case', 'cases/create/new-case-page.tsx'],
    ['case', 'cases/detail/case-page.tsx'],
  ])(`of %s stays under ${LIMIT} kB`, (_page, ...modules) => {
    const scripts = scriptsFor(...modules)
    expect(scripts.length).toBeGreaterThan(2)
    expect(kB(scripts, gzipSync)).toBeLessThanOrEqual(LIMIT)
    expect(kB(scripts, brotliCompressSync)).toBeLessThanOrEqual(LIMIT)
  })

  it('brings the captcha to no page that has none', () => {
    const names = new Set(
      scriptsFor('access/sign-in-page.tsx', 'cases/detail/case-page.tsx').map(({ fileName }) => fileName),
    )
    expect(names.has(chunkOf('access/captcha-widget.ts').fileName)).toBe(false)
  })

  it('needs no eval', () => {
    for (const { fileName, code } of chunks.values())
      expect([fileName, /\beval\(|new Function\(/.test(code)]).toEqual([fileName, false])
  })
})
