import { expect, it } from 'vitest'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { countFailure, nextBatch } from '#main/store/outbox/sending.ts'
import { createUploads } from '#main/sync/uploads.ts'
import { anId } from '#test/factories/ids.ts'
import { aReply, aWorld, NOW } from '../store/support.ts'

const DAY_MS = 86_400_000

it('a clock that was set back while the program was off holds no file back', async () => {
  const world = aWorld()
  const file = { id: anId(), fileName: 'slika.png', mediaType: 'image/png' as const, size: 5, sha256: 'a'.repeat(64) }
  const reply = aReply('c', { attachments: [file] })
  appendOperation(world.outbox, reply)
  const problem = { code: 'bad_response' as const, params: {} }
  countFailure(world.outbox, reply.opId, { now: NOW, nextAt: NOW + 60_000, problem })
  const now = NOW - DAY_MS
  const ready = await new Promise<boolean>((resolve) => {
    const uploads = createUploads(
      {
        ...world,
        clock: () => now,
        timers: { after: () => ({ cancel: () => resolve(false) }), breathe: () => Promise.resolve() },
        random: () => 0.5,
        log: () => {},
        client: { blobs: { state: () => Promise.resolve({ received: 5, complete: true }) } },
        transfers: { noteUploaded: () => {} },
        report: { contact: () => {}, attachments: () => {} },
      } as unknown as Parameters<typeof createUploads>[0],
      { onReady: () => resolve(uploads.ready(reply)), onFault: () => resolve(false) },
    )
    uploads.run()
    setTimeout(() => resolve(false), 100)
  })
  // The operation itself is due.
  expect(nextBatch(world.outbox, now, 1).operations).toHaveLength(1)
  expect(ready).toBe(true)
})
