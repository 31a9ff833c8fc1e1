import { RPCLink } from '@orpc/client/websocket'
import { AccessRefused, type Transport } from './connection.ts'

/** Browser host: the same desk over a WebSocket on the page's own address. */
export function webSocketTransport(location: Location): Transport {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
  return () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url)
      socket.binaryType = 'arraybuffer'
      const closed = new Promise<void>((done) => socket.addEventListener('close', () => done(), { once: true }))
      const refused = () => void whyRefused(location).then(reject)
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

/** A browser does not say why a socket was refused; the page itself tells whether access or the desk is missing. */
async function whyRefused(location: Location): Promise<Error> {
  try {
    const { status } = await fetch(location.origin, { method: 'HEAD', cache: 'no-store' })
    if (status === 401 || status === 403) return new AccessRefused()
  } catch {
    // Nobody answers: the desk is not running.
  }
  return new Error('The desk is not running')
}
