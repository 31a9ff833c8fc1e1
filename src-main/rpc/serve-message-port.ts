import type { MessagePortMainLike } from '@orpc/client/message-port'
import { RPCHandler } from '@orpc/server/message-port'
import type { Desk } from '#main/desk/index.ts'
import { createRouter } from './router.ts'

/** Binds the desk to one window's `MessagePortMain`. The caller calls `port.start()` afterwards. */
export function serveMessagePort(desk: Desk, port: MessagePortMainLike): void {
  new RPCHandler(createRouter(desk)).upgrade(port)
}
