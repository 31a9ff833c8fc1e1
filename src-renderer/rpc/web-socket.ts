import { RPCLink } from '@orpc/client/websocket'
import type { Transport } from './connection.ts'

/** Browser host: the same desk over a WebSocket on the page's own address. */
export function webSocketTransport(location: Location): Transport {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
  return () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url)
      socket.binaryType = 'arraybuffer'
      const closed = new Promise<void>((done) => socket.addEventListener('close', () => done(), { once: true }))
      const refused = () => reject(new Error('The desk refused the connection'))
      socket.addEventListener('close', refused, { once: true })
      socket.addEventListener(
        'open',
        () => {
          socket.removeEventListener('close', refused)
          resolve({ link: new RPCLink({ websocket: socket }), closed })
        },
        { once: true },
      )
    })
}
