import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { PortalProblem, sendProblem } from './problems.ts'

/** Everything comes from the portal itself, and nothing runs or is styled from within a page's text. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** What vite names by its content. */
const HASHED = /[/\\]assets[/\\]/
/** Where programs and not people ask: they are told that there is nothing. */
const FOR_PROGRAMS = [...Object.values(CUSTOMER_PATHS), ...Object.values(PORTAL_PATHS), '/docs'].map(
  (path) => `/${path.split('/')[1]}`,
)

/**
 * The customers' built pages at `/`. An address that the pages' own router knows gets the one document; `folder` undefined,
 * or nothing built in it: there are none.
 */
export async function registerWebPages(app: FastifyInstance, folder: string | undefined): Promise<void> {
  const built = folder !== undefined && existsSync(join(folder, 'index.html'))
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      index: 'index.html',
      cacheControl: false,
      // The bundler's notes to itself begin with a dot.
      dotfiles: 'ignore',
      schemaHide: true,
      setHeaders: (reply, path) => void reply.headers(headersOf(path)),
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (built && wantsPage(request)) return reply.sendFile('index.html')
    return sendProblem(request, reply, new PortalProblem('not_found'))
  })
}

function headersOf(path: string): Record<string, string> {
  return {
    'content-security-policy': POLICY,
    'cache-control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  }
}

/** A browser that goes to an address; a script or picture that is not there is no page. */
function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? ''
  if (method !== 'GET' || !headers.accept?.includes('text/html')) return false
  if (/\.\w+$/.test(path)) return false
  return !FOR_PROGRAMS.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))
}
