import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Desk } from '#main/desk/index.ts'
import { serveWebSocket } from '#main/rpc/serve-web-socket.ts'
import { type Access, createAccess } from './access.ts'
import { NO_ACCESS_PAGE } from './no-access-page.ts'
import type { StaticFiles } from './static-files.ts'

const HOST = '127.0.0.1'
/** A file of the greatest size that a portal may take, or a draft of five million characters, escaped. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024
const PING_MS = 30_000

export type WebHost = {
  /** With a token that is good for one visit; another one after each. */
  url(): string
  close(): Promise<void>
}

export type WebHostOptions = {
  desk: Desk
  files: StaticFiles
  /** 0 for a free one. */
  port: number
  /** The printed address has been used; the next one is `url()`. */
  onVisit?(): void
}

/** The renderer and the desk's WebSocket on loopback, for the one person who was given the address. */
export async function startWebHost({ desk, files, port, onVisit }: WebHostOptions): Promise<WebHost> {
  const server = createServer()
  server.listen(port, HOST)
  await once(server, 'listening')
  const { port: bound } = server.address() as AddressInfo
  const access = createAccess(bound, () => onVisit?.())
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })

  server.on('request', (request, response) => answer(request, response, access, files))
  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, access)
    if (refusal !== null) return refuse(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      keepAlive(accepted)
      serveWebSocket(desk, accepted)
    })
  })

  return {
    url: () => `http://${HOST}:${bound}/?token=${access.currentToken()}`,
    async close() {
      for (const socket of sockets.clients) socket.close(1001)
      server.close()
      server.closeAllConnections()
      for (const socket of sockets.clients) socket.terminate()
      if (server.listening) await once(server, 'close')
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, access: Access, files: StaticFiles): void {
  for (const [name, value] of securityHeaders(request.headers.host ?? '')) response.setHeader(name, value)
  const method = request.method ?? ''
  if (!access.isOwnHost(request)) {
    end(response, 421)
    return
  }
  if (method !== 'GET' && method !== 'HEAD') {
    end(response, 405)
    return
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${HOST}`)
  const token = searchParams.get('token')
  if (pathname === '/' && token !== null && method === 'GET') {
    const cookie = access.redeem(token)
    if (cookie !== null || access.hasCookie(request)) {
      if (cookie !== null) response.setHeader('set-cookie', cookie)
      response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end()
      return
    }
  }
  if (!access.hasCookie(request)) {
    response.writeHead(401, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(NO_ACCESS_PAGE)
    return
  }
  if (!files.send(pathname, method, response)) end(response, 404)
}

function refusalOf(request: IncomingMessage, access: Access): number | null {
  if (!access.isOwnHost(request)) return 421
  if (!access.isOwnOrigin(request)) return 403
  if (!access.hasCookie(request)) return 401
  return request.url === '/rpc' ? null : 404
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'cache-control': 'no-store' }).end()
}

/** A client that vanished without a word is let go, and its subscription with it. */
function keepAlive(socket: WebSocket): void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  // A broken connection also closes, which is all that anybody needs to know.
  socket.on('error', () => {})
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, PING_MS)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}

function securityHeaders(host: string): [string, string][] {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    // Mantine writes its variables and sizes into style elements and attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${/^[\w.:-]+$/.test(host) ? host : HOST}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return [
    ['content-security-policy', policy.join('; ')],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
  ]
}
