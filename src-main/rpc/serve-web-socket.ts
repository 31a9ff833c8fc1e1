import type { WebSocket } from 'ws'
import type { Desk } from '#main/desk/index.ts'

/** Binds the desk to one accepted connection of the `ws` package. */
export function serveWebSocket(_desk: Desk, _socket: WebSocket): void {}
