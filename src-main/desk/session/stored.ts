import { z } from 'zod'
import type { Outbox } from '#main/store/open.ts'
import { getSetting, putSetting, removeSetting } from '#main/store/outbox/settings.ts'
import { signedInAgent } from '#shared/portal-api/auth.ts'

const storedSession = z.object({ portalUrl: z.string(), token: z.string(), agent: signedInAgent })
export type StoredSession = z.infer<typeof storedSession>

const SESSION = 'session'
const OWNER = 'owner'

export function readSession(outbox: Outbox): StoredSession | null {
  return storedSession.safeParse(getSetting(outbox, SESSION)).data ?? null
}

/** Whose data lies in this profile; stays after a sign-out that keeps the data. */
export function readOwner(outbox: Outbox): StoredSession['agent'] | null {
  return signedInAgent.safeParse(getSetting(outbox, OWNER)).data ?? null
}

export function writeSession(outbox: Outbox, session: StoredSession): void {
  putSetting(outbox, SESSION, session)
  putSetting(outbox, OWNER, session.agent)
}

export function removeSession(outbox: Outbox): void {
  removeSetting(outbox, SESSION)
}
