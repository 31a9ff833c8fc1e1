import { RPCHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'
import type { Desk } from '#main/desk/index.ts'
import { createRouter } from './router.ts'

/**
 * A client that reads so little that this much piles up is let go; it will come back and read everything again. Some files of
 * the greatest size must fit, because each is one message.
 */
const MAX_UNSENT_BYTES = 512 * 1024 * 1024

/** Binds the desk to one accepted connection of the `ws` package. */
export function serveWebSocket(desk: Desk, socket: WebSocket): void {
  void new RPCHandler(createRouter(desk)).upgrade({
    addEventListener: socket.addEventListener.bind(socket),
    send: (data: Parameters<WebSocket['send']>[0]) => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate()
      else socket.send(data)
    },
  })
}
