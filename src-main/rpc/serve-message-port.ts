import type { MessagePortMainLike } from '@orpc/client/message-port'
import type { Desk } from '#main/desk/index.ts'

/** Binds the desk to one window's `MessagePortMain`. The caller calls `port.start()` afterwards. */
export function serveMessagePort(_desk: Desk, _port: MessagePortMainLike): void {}
