import { z } from 'zod'
import { getSetting, putSetting } from '#main/store/outbox/settings.ts'
import { DEFAULT_MAX_ATTACHMENT_BYTES } from '#shared/portal-api/blobs.ts'
import { MAX_ATTACHMENTS } from '#shared/portal-api/operations.ts'
import type { DeskContext } from '../context.ts'

const NAME = 'attachment-limits'
const DAY_MS = 86_400_000
const remembered = z.object({ maxBytes: z.number().int().positive(), askedAt: z.number() })

export type AttachmentLimits = { maxBytes: number; maxFiles: number }

/** As the portal said last; it is asked again once a day, without anybody waiting for it. */
export function attachmentLimits(ctx: DeskContext): AttachmentLimits {
  const { outbox } = ctx.work()
  const known = remembered.safeParse(getSetting(outbox, NAME)).data
  const now = ctx.deps.clock()
  const isFresh = known !== undefined && now >= known.askedAt && now - known.askedAt < DAY_MS
  if (!isFresh) void ask(ctx)
  return { maxBytes: known?.maxBytes ?? DEFAULT_MAX_ATTACHMENT_BYTES, maxFiles: MAX_ATTACHMENTS }
}

async function ask(ctx: DeskContext): Promise<void> {
  try {
    const { client, scheduler } = ctx.work()
    if (scheduler.state().workOffline) return
    const { maxAttachmentBytes } = await client.limits()
    // The session may have ended meanwhile, and its profile been closed.
    putSetting(ctx.work().outbox, NAME, { maxBytes: maxAttachmentBytes, askedAt: ctx.deps.clock() })
  } catch {
    // What was known before holds until the portal answers.
  }
}
