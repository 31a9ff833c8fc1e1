import type { Outbox } from '../open.ts'

/** A JSON value kept under a name: settings, the session's token, anything small that must survive. */
export declare function getSetting<T>(outbox: Outbox, name: string): T | null
export declare function putSetting(outbox: Outbox, name: string, value: unknown): void
export declare function removeSetting(outbox: Outbox, name: string): void
/** This machine's id at the portal, minted once by `mint` (a UUID). */
export declare function clientId(outbox: Outbox, mint: () => string): string
