import type { Outbox } from '#main/store/open.ts'
import { readSettings, writeSettings } from '../settings/stored.ts'
import { readSession, removeSession, writeSession } from './stored.ts'

/**
 * The host names the portal. A stored session moves along only where its token cannot fall into other hands: to the
 * same origin, or within this machine (a demo portal on another port).
 */
export function adoptPortalUrl(outbox: Outbox, portalUrl: string): void {
  const settings = readSettings(outbox)
  if (settings.portalUrl !== portalUrl) writeSettings(outbox, { ...settings, portalUrl })
  const session = readSession(outbox)
  if (session === null || session.portalUrl === portalUrl) return
  if (isSafeMove(session.portalUrl, portalUrl)) writeSession(outbox, { ...session, portalUrl })
  else removeSession(outbox)
}

function isSafeMove(from: string, to: string): boolean {
  if (!URL.canParse(from) || !URL.canParse(to)) return false
  const [a, b] = [new URL(from), new URL(to)]
  const local = (url: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return a.origin === b.origin || (local(a) && local(b))
}
