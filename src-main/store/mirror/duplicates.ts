import { lookUpKey } from '#shared/domain/look-up.ts'
import { similarity, trigrams } from '#shared/domain/similarity.ts'
import type { DuplicateHit } from '#shared/rpc/relations.ts'
import type { Mirror } from '../open.ts'
import { caseSummaries } from './summaries.ts'

/** Cases of one company that are looked through: titles of a year even of the largest ones. */
const CANDIDATES = 300
const MOST = 5
/** Titles that have as much in common are about the same thing more often than not. */
const ALIKE = 0.5
/** What was closed longer ago is no duplicate but an earlier case. */
const CLOSED_AT_MOST_MS = 14 * 86_400_000

export const SAME_COMPANY = `SELECT pk, id, title, serial_key AS serialKey, open, closed_at AS closedAt, merged_into_id AS mergedIntoId
  FROM cases WHERE account_id = ? ORDER BY modified_at DESC LIMIT ${CANDIDATES}`
export const SAME_SERIAL = `SELECT pk, id, title, serial_key AS serialKey, open, closed_at AS closedAt, merged_into_id AS mergedIntoId
  FROM cases WHERE serial_key = ? ORDER BY modified_at DESC LIMIT 20`

type Candidate = {
  pk: number
  id: string
  title: string
  serialKey: string | null
  open: number
  closedAt: number | null
  mergedIntoId: string | null
}

export type LikeWhat = {
  accountId: string
  title: string
  serialNumber: string | null
  /** Epoch ms. */
  now: number
  /** Not these: the case itself, and those of which an agent has said already what they are. */
  without: ReadonlySet<string>
}

/** Cases that may be about the same: of the same company with a similar title, or with the same serial number. Most alike first. */
export function findDuplicates(
  mirror: Mirror,
  { accountId, title, serialNumber, now, without }: LikeWhat,
): DuplicateHit[] {
  const serialKey = serialNumber === null ? '' : lookUpKey(serialNumber)
  const bySerial = serialKey === '' ? [] : mirror.prepare<Candidate>(SAME_SERIAL).all(serialKey)
  const ofCompany = mirror.prepare<Candidate>(SAME_COMPANY).all(accountId)
  const mine = trigrams(title)
  const hits = new Map<number, { why: DuplicateHit['why']; score: number }>()
  for (const one of [...bySerial, ...ofCompany]) {
    if (hits.has(one.pk) || without.has(one.id) || one.mergedIntoId !== null) continue
    if (one.open === 0 && now - (one.closedAt ?? 0) > CLOSED_AT_MOST_MS) continue
    const alike = similarity(mine, trigrams(one.title))
    if (serialKey !== '' && one.serialKey === serialKey) hits.set(one.pk, { why: 'serial', score: 1 + alike })
    else if (alike >= ALIKE) hits.set(one.pk, { why: 'title', score: alike })
  }
  const best = [...hits].sort(([, a], [, b]) => b.score - a.score).slice(0, MOST)
  const whyOf = new Map(best.map(([pk, { why }]) => [pk, why]))
  return best.flatMap(([pk]) =>
    caseSummaries(mirror, [pk]).map((found) => ({ ...found, why: whyOf.get(pk) ?? 'title' })),
  )
}
