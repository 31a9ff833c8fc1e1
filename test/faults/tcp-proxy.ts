import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What becomes of one connection. Bytes are counted on the way back to the desk. */
export type LineFault =
  | { kind: 'none' }
  /** Both ends see it break after so many bytes of answers. */
  | { kind: 'cut'; afterBytes: number }
  /** Every piece comes so much later. */
  | { kind: 'delay'; ms: number }
  | { kind: 'throttle'; bytesPerSecond: number }
  /** After so many bytes nothing more comes, and nobody says so. */
  | { kind: 'half_open'; afterBytes: number }
  /** The portal does its work, and the line breaks with the first byte of its answer. */
  | { kind: 'lost_answer' }

export type TcpProxy = {
  port: number
  /** How often each kind was chosen. */
  counts: Record<LineFault['kind'], number>
  target(port: number): void
  close(): Promise<void>
}

/** A line between desks and portal, bytes only; `choose` is asked for each new connection. */
export async function startTcpProxy(targetPort: number, choose: () => LineFault): Promise<TcpProxy> {
  let target = targetPort
  const counts = { none: 0, cut: 0, delay: 0, throttle: 0, half_open: 0, lost_answer: 0 }
  const sockets = new Set<Socket>()

  const server = createServer((desk) => {
    const fault = choose()
    counts[fault.kind] += 1
    const portal = connect(target, '127.0.0.1')
    const breakLine = () => {
      desk.destroy()
      portal.destroy()
    }
    for (const socket of [desk, portal]) {
      sockets.add(socket)
      socket.on('error', breakLine)
      socket.on('close', () => {
        sockets.delete(socket)
        breakLine()
      })
    }
    desk.pipe(portal)
    let passed = 0
    portal.on('data', (bytes: Buffer) => {
      passed += bytes.length
      switch (fault.kind) {
        case 'none':
          desk.write(bytes)
          return
        case 'lost_answer':
          breakLine()
          return
        case 'cut':
          desk.write(bytes.subarray(0, Math.max(0, bytes.length - Math.max(0, passed - fault.afterBytes))))
          if (passed >= fault.afterBytes) desk.end(breakLine)
          return
        case 'half_open':
          if (passed <= fault.afterBytes) desk.write(bytes)
          return
        case 'delay':
          setTimeout(() => desk.write(bytes), fault.ms)
          return
        case 'throttle':
          portal.pause()
          desk.write(bytes)
          setTimeout(() => portal.resume(), (bytes.length / fault.bytesPerSecond) * 1000)
          return
      }
    })
    portal.on('end', () => {
      if (fault.kind !== 'delay') desk.end()
      else setTimeout(() => desk.end(), fault.ms)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    target: (port) => {
      target = port
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
