import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { serveMessagePort, serveWebSocket } from '#main/rpc/index.ts'
import type { DeskContract } from '#shared/rpc/contract.ts'
import { aPicture } from '#test/factories/files.ts'
import { startWorld, type TestDesk, type World } from './world.ts'

type Client = ContractRouterClient<DeskContract>

let world: World
let desk: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 40 })
  desk = await world.openDesk()
  await desk.settled()
  await desk.api.sync.setWorkOffline({ workOffline: true })
})
afterAll(() => world.stop())

async function staysWhole(client: Client): Promise<void> {
  const { id: caseId } = await world.takeCase(desk)
  const bytes = aPicture(25 * 1024 * 1024)
  const file = new File([new Uint8Array(bytes)], 'ključavnica č.png')
  const view = await client.attachments.stage({ caseId, mode: 'note', file })
  expect(view).toMatchObject({ fileName: 'ključavnica č.png', size: bytes.length, state: 'staged' })
  // Other answers must come through beside the long ones.
  const [one, other] = await Promise.all([
    client.attachments.read({ attachmentId: view.id }),
    client.attachments.read({ attachmentId: view.id }),
    client.queues.counters(),
  ])
  for (const read of [one, other]) {
    expect([read.name, read.type]).toEqual(['ključavnica č.png', 'image/png'])
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true)
  }
}

test('25 MB pass a message port whole', async () => {
  const { port1, port2 } = new MessageChannel()
  serveMessagePort(desk.desk, port1 as NodePort as unknown as Parameters<typeof serveMessagePort>[1])
  port1.start()
  const client: Client = createORPCClient(new PortLink({ port: port2 as unknown as MessagePort }))
  port2.start()
  await staysWhole(client)
  port1.close()
})

test('25 MB pass a WebSocket whole', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  server.on('connection', (socket) => serveWebSocket(desk.desk, socket))
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const client: Client = createORPCClient(
    new SocketLink({ websocket: socket as unknown as ConstructorParameters<typeof SocketLink>[0]['websocket'] }),
  )
  await staysWhole(client)
  socket.close()
  server.close()
})
