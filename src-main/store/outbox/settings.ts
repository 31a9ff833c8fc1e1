import type { Outbox } from '../open.ts'

/** A JSON value kept under a name: settings, the session's token, anything small that must survive. */
export function getSetting<T>(outbox: Outbox, name: string): T | null {
  const value = outbox.prepare<string>('SELECT value FROM setting WHERE name = ?', { pluck: true }).get(name)
  return value === undefined ? null : (JSON.parse(value) as T)
}

export function putSetting(outbox: Outbox, name: string, value: unknown): void {
  outbox
    .prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
    .run(name, JSON.stringify(value))
}

export function removeSetting(outbox: Outbox, name: string): void {
  outbox.prepare('DELETE FROM setting WHERE name = ?').run(name)
}

/** This machine's id at the portal, minted once by `mint` (a UUID). */
export function clientId(outbox: Outbox, mint: () => string): string {
  return outbox.transaction(() => {
    const known = getSetting<string>(outbox, 'client_id')
    if (known) return known
    const minted = mint()
    putSetting(outbox, 'client_id', minted)
    return minted
  })
}
