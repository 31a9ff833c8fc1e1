import { createHash } from 'node:crypto'
import type { BetterAuthOptions, DBAdapter, DBTransactionAdapter, Where } from 'better-auth'

export type AdapterFactory = (options: BetterAuthOptions) => DBAdapter<BetterAuthOptions>

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * better-auth stores session tokens as they are. This stores their SHA-256 instead, so that a copy of the database is
 * no bunch of keys: hashed on the way in and in every look-up, given back as they were asked for.
 */
export function withHashedTokens(factory: AdapterFactory): AdapterFactory {
  return (options) => {
    const inner = factory(options)
    return {
      ...inner,
      ...hashing(inner),
      transaction: (work) => inner.transaction((tx) => work({ ...tx, ...hashing(tx) })),
    }
  }
}

type Hashed = Pick<
  DBTransactionAdapter<BetterAuthOptions>,
  'create' | 'findOne' | 'findMany' | 'update' | 'updateMany' | 'delete' | 'deleteMany' | 'count'
>

type Creation<T> = { model: string; data: Omit<T, 'id'>; select?: string[]; forceAllowId?: boolean }

function hashing(inner: DBTransactionAdapter<BetterAuthOptions>): Hashed {
  return {
    create: async <T extends Record<string, unknown>, R = T>(args: Creation<T>) => {
      const created = await inner.create<T, R>({ ...args, data: hashedIn(args.model, args.data) })
      return restored(created, args.model, plainToken(args.data))
    },
    findOne: async <T>(args: Parameters<typeof inner.findOne>[0]) =>
      restored(await inner.findOne<T>(hashedWhere(args)), args.model, tokenIn(args.where)),
    findMany: (args) => inner.findMany(hashedWhere(args)),
    update: async <T>(args: Parameters<typeof inner.update>[0]) => {
      const updated = await inner.update<T>({ ...hashedWhere(args), update: hashedIn(args.model, args.update) })
      return restored(updated, args.model, plainToken(args.update) ?? tokenIn(args.where))
    },
    updateMany: (args) => inner.updateMany({ ...hashedWhere(args), update: hashedIn(args.model, args.update) }),
    delete: (args) => inner.delete(hashedWhere(args)),
    deleteMany: (args) => inner.deleteMany(hashedWhere(args)),
    count: (args) => inner.count(hashedWhere(args)),
  }
}

function plainToken(data: object): string | undefined {
  return 'token' in data && typeof data.token === 'string' ? data.token : undefined
}

function tokenIn(where: Where[] | undefined): string | undefined {
  const value = where?.find(({ field }) => field === 'token')?.value
  return typeof value === 'string' ? value : undefined
}

function hashedIn<T extends object>(model: string, data: T): T {
  const token = plainToken(data)
  return model === 'session' && token !== undefined ? { ...data, token: tokenHash(token) } : data
}

function hashedWhere<T extends { model: string; where?: Where[] }>(args: T): T {
  if (args.model !== 'session' || !args.where) return args
  const where = args.where.map((clause) => {
    if (clause.field !== 'token') return clause
    if (Array.isArray(clause.value)) return { ...clause, value: clause.value.map((token) => tokenHash(String(token))) }
    return { ...clause, value: tokenHash(String(clause.value)) }
  })
  return { ...args, where }
}

/** Rows found otherwise than by their token keep the hash: nobody can know the token any more. */
function restored<T>(row: T, model: string, token: string | undefined): T {
  if (model !== 'session' || token === undefined || row === null || typeof row !== 'object') return row
  return { ...row, token }
}
