import { bigint, customType } from 'drizzle-orm/pg-core'

/**
 * An identifier. Compared byte by byte whatever the database's locale, so that keyset pages have one order everywhere
 * and use the primary key's index.
 */
export const key = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** Epoch milliseconds: what the wire carries, so that no page has to convert. */
export const instant = (name: string) => bigint(name, { mode: 'number' })

/**
 * A value as JSON, kept as the text that `JSON.stringify` wrote: jsonb would give its fields another order, and the rows'
 * fingerprints are of the text. (PostgreSQL's own json cannot be compared, which the change feed's triggers have to do.)
 */
export const jsonText = <T>(name: string) =>
  customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => JSON.parse(text),
  })(name)
