import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Reply = { status: number; headers?: Record<string, string>; body?: string }
export type Seen = { method: string; path: string; body: string; headers: IncomingMessage['headers'] }

export type FaultProxy = {
  url: string
  /** Requests that arrived, oldest first; each path without its query. */
  seen: Seen[]
  /** Connections open at this moment. */
  openSockets(): number
  /** Answers instead of the portal; null lets the request pass. */
  reply: ((seen: Seen) => Reply | null) | null
  /** The portal does its work, then the connection breaks before its answer goes out. Consulted for each request. */
  losesAnswer: ((seen: Seen) => boolean) | null
  /** The request arrives and nobody ever answers. */
  swallows: ((seen: Seen) => boolean) | null
  /** The request goes on to the portal only when the promise is fulfilled. */
  holds: ((seen: Seen) => Promise<void> | null) | null
  /** Changes what the portal answers; `headers` may be changed in place. */
  rewrite: ((seen: Seen, headers: Record<string, string | string[] | undefined>, body: string) => string) | null
  /** Breaks all connections and refuses new ones until `heal`. */
  cut(): void
  heal(): Promise<void>
  /** Where the portal is now. */
  target(url: string): void
  close(): Promise<void>
}

/** A small HTTP proxy between desk and portal that can do everything that networks do. */
export async function startFaultProxy(targetUrl: string): Promise<FaultProxy> {
  let target = new URL(targetUrl)
  const sockets = new Set<Socket>()
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const seen: Seen = {
      method: incoming.method ?? '',
      path: (incoming.url ?? '').split('?', 1)[0] ?? '',
      body: body.toString(),
      headers: incoming.headers,
    }
    proxy.seen.push(seen)
    if (proxy.swallows?.(seen)) return
    await proxy.holds?.(seen)
    const reply = proxy.reply?.(seen) ?? null
    if (reply) {
      outgoing.writeHead(reply.status, reply.headers).end(reply.body ?? '')
      return
    }
    const headers = { ...incoming.headers, host: target.host }
    if (proxy.rewrite) headers['accept-encoding'] = 'identity'
    const onward = request(
      { host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers },
      (answer) => void pass(answer, seen, outgoing),
    )
    onward.on('error', () => incoming.socket.destroy())
    outgoing.on('close', () => onward.destroy())
    onward.end(body)
  }

  async function pass(answer: IncomingMessage, seen: Seen, outgoing: ServerResponse): Promise<void> {
    try {
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.on('error', () => outgoing.destroy())
        answer.pipe(outgoing)
        return
      }
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk as Buffer)
      if (proxy.losesAnswer?.(seen)) {
        outgoing.destroy()
        return
      }
      const headers = { ...answer.headers }
      let body = Buffer.concat(chunks)
      if (proxy.rewrite) {
        body = Buffer.from(proxy.rewrite(seen, headers, body.toString()))
        delete headers['content-length']
        delete headers['transfer-encoding']
      }
      outgoing.writeHead(answer.statusCode ?? 500, headers).end(body)
    } catch {
      outgoing.destroy()
    }
  }

  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    seen: [],
    openSockets: () => sockets.size,
    reply: null,
    losesAnswer: null,
    swallows: null,
    holds: null,
    rewrite: null,
    cut() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    async heal() {
      if (server.listening) return
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    target(url) {
      target = new URL(url)
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
