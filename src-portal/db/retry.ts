/** Deadlock and serialisation failure: the transaction did nothing and may simply run again. */
const TRANSIENT = new Set(['40P01', '40001'])
const ATTEMPTS = 5

/** SQLSTATE of a database error, also when the query builder has wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && /^[0-9A-Z]{5}$/.test(current.code)) return current.code
  }
  return undefined
}

/** Runs `work`, which must be one whole transaction, again after a deadlock; gives up after five attempts. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !TRANSIENT.has(sqlState(error) ?? '')) throw error
    }
  }
}
