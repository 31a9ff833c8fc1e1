import { RPCLink } from '@orpc/client/message-port'
import type { OpenedLink, Transport } from './connection.ts'

const WANTED = 'desk-port-wanted'
const GIVEN = 'desk-port'
const PATIENCE_MS = 10_000

/** Electron: the preload hands the window a port that leads straight to the desk process. */
export function messagePortTransport(target: Window): Transport {
  return async () => openLink(await askForPort(target))
}

function askForPort(target: Window): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      target.removeEventListener('message', onMessage)
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error('No port was given'))
    }, PATIENCE_MS)
    function onMessage(event: MessageEvent) {
      const port = event.ports[0]
      if (event.source !== target || event.data !== GIVEN || !port) return
      stop()
      resolve(port)
    }
    target.addEventListener('message', onMessage)
    target.postMessage(WANTED, target.location.origin)
  })
}

function openLink(port: MessagePort): OpenedLink {
  const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve(), { once: true }))
  const link = new RPCLink({ port })
  port.start()
  return { link, closed }
}
