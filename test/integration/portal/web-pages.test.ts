import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type PortalDatabase } from '#portal/db/open.ts'
import { buildApp } from '#portal/server/app.ts'
import { migratedDatabase } from '#test/support/migrated-database.ts'
import { createWorld, type World } from './world.ts'

const PAGE = '<!doctype html><title>Portal</title><script type="module" src="/assets/main-abc123.js"></script>'
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the customers’ built pages', () => {
  let folder: string
  let database: PortalDatabase
  let world: World
  let app: FastifyInstance

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spica-web-'))
    const web = join(folder, 'web')
    mkdirSync(join(web, 'assets'), { recursive: true })
    mkdirSync(join(web, '.vite'))
    writeFileSync(join(web, 'index.html'), PAGE)
    writeFileSync(join(web, 'assets', 'main-abc123.js'), 'export const one = 1')
    writeFileSync(join(web, '.vite', 'manifest.json'), '{"secret":true}')
    writeFileSync(join(folder, 'outside.txt'), 'SKRIVNOST')
    database = await openDatabase(await migratedDatabase())
    world = await createWorld(database)
    app = await buildApp({ ...world.deps, database, webFolder: web })
  })
  afterAll(async () => {
    await app.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are one document for every address that their own router may know', async () => {
    for (const url of [
      '/',
      '/zahtevki',
      '/zahtevki/01930000-0000-7000-8000-000000000001',
      '/povabilo?koda=a.b',
      '/index.html',
    ]) {
      const { statusCode, headers, body } = await app.inject({ url, headers: BROWSER })
      expect([url, statusCode, body]).toEqual([url, 200, PAGE])
      expect(headers).toMatchObject({
        'content-type': expect.stringMatching(/^text\/html/),
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
    }
  })

  it('run nothing but the portal’s own files, and stand in nobody’s frame', async () => {
    const { headers } = await app.inject({ url: '/', headers: BROWSER })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  it('keep what is named by its content for ever, and everything else never unasked', async () => {
    const { statusCode, headers } = await app.inject({ url: '/assets/main-abc123.js' })
    expect(statusCode).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toMatch(/javascript/)
    const again = await app.inject({
      url: '/',
      headers: { ...BROWSER, 'if-none-match': String((await app.inject('/')).headers.etag) },
    })
    expect(again.statusCode).toBe(304)
  })

  it('are not what programs are answered with', async () => {
    for (const [url, headers] of [
      ['/customer/v1/nothing', BROWSER],
      ['/sync/v1/nothing', BROWSER],
      ['/auth/v1', BROWSER],
      ['/assets/gone-1.js', BROWSER],
      ['/favicon.ico', BROWSER],
      ['/zahtevki', { accept: 'application/json' }],
      ['/.vite/manifest.json', BROWSER],
      ['/assets/', { accept: '*/*' }],
    ] as const) {
      const answer = await app.inject({ url, headers })
      expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([url, 404, 'application/problem+json'])
      expect(answer.json()).toMatchObject({ code: 'not_found' })
    }
    expect((await app.inject({ method: 'POST', url: '/zahtevki', headers: BROWSER })).statusCode).toBe(404)
  })

  it('let nobody out of their folder', async () => {
    const base = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
    for (const path of [
      '/../outside.txt',
      '/%2e%2e/outside.txt',
      '/..%2foutside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/assets/%2e%2e%5c%2e%2e%5coutside.txt',
      '//etc/passwd',
      '/%00',
    ]) {
      const text = await new Promise<string>((resolve, reject) => {
        // Past every tidying of addresses that a browser would do.
        httpRequest({ host: base.hostname, port: base.port, path }, async (answer) => {
          let body = ''
          for await (const piece of answer.setEncoding('utf8')) body += piece
          resolve(body)
        })
          .on('error', reject)
          .end()
      })
      expect([path, text]).toEqual([path, expect.not.stringMatching(/SKRIVNOST|root:/)])
    }
  })

  it('need not be there', async () => {
    const without = await buildApp({ ...world.deps, database, webFolder: join(folder, 'nothing') })
    const { statusCode, headers } = await without.inject({ url: '/', headers: BROWSER })
    expect([statusCode, headers['content-type']]).toEqual([404, 'application/problem+json'])
    await without.close()
  })
})
