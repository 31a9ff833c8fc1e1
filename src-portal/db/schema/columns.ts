import { bigint, customType } from 'drizzle-orm/pg-core'

/**
 * An identifier. Compared byte by byte whatever the database's locale, so that keyset pages have one order everywhere
 * and use the primary key's index.
 */
export const key = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** Epoch milliseconds: what the wire carries, so that no page has to convert. */
export const instant = (name: string) => bigint(name, { mode: 'number' })
