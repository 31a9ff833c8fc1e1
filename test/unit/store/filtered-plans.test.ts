import { expect, test } from 'vitest'
import { conditionOf } from '#main/store/mirror/filter-sql.ts'
import { keysStatement } from '#main/store/mirror/filtered-list.ts'
import { parseFilter } from '#shared/domain/filter/index.ts'
import { CASE_SORTS } from '#shared/domain/view.ts'
import { aCase, anAgent } from '#test/factories/rows.ts'
import { aWorld, NOW } from './support.ts'

const USUAL = [
  '',
  'status:waiting owner:me older:3d',
  'owner:none type:rma',
  'company:novak -status:closed',
  'serial:zt reference:none',
  'sla:breached -due:<1d',
]

const PAGES = (['asc', 'desc'] as const).flatMap((direction) =>
  [null, ['x', 7] as [string, number]].map((beside) => [direction, beside] as const),
)

test('a page of a view reads the short rows of facts alone, once, in any order', () => {
  const { mirror } = aWorld({
    agents: [anAgent({ id: 'me' })],
    cases: Array.from({ length: 20 }, (_, at) => aCase({ ownerId: at % 2 === 0 ? 'me' : null })),
  })
  for (const written of USUAL) {
    const where = conditionOf(mirror, parseFilter(written).filter, { me: 'me', now: NOW })
    for (const sort of CASE_SORTS) {
      for (const [direction, beside] of PAGES) {
        const range = { beside, backwards: false, offset: 0, limit: 100 }
        const { sql, values } = keysStatement({ sort, direction }, where, range)
        const plan = mirror
          .prepareOnce<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...values)
          .map(({ detail }) => detail)
        const reads = plan.filter((line) => /SCAN|SEARCH/.test(line) && !/json_each|VIRTUAL TABLE|SCAN h$/.test(line))
        expect(reads, sql).toEqual(['SCAN f'])
        expect(
          plan.some((line) => /MATERIALIZE/.test(line)),
          sql,
        ).toBe(false)
      }
    }
  }
})

test('words are looked up in the full text, and no case is read for them', () => {
  const { mirror } = aWorld({ cases: [aCase()] })
  const where = conditionOf(mirror, parseFilter('terminal -vrata').filter, { me: null, now: NOW })
  const range = { beside: null, backwards: false, offset: 0, limit: 100, counted: true }
  const { sql, values } = keysStatement({ sort: 'modified', direction: 'desc' }, where, range)
  const plan = mirror.prepareOnce<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  const reads = plan.map(({ detail }) => detail).filter((line) => /SCAN|SEARCH/.test(line))
  expect(reads.some((line) => /\bcases\b|search_doc/.test(line))).toBe(false)
  expect(reads.filter((line) => /^SCAN f\b/.test(line))).toHaveLength(1)
})

test('what is followed, and not muted, is looked for by indexes of its own', () => {
  const { mirror } = aWorld({ agents: [anAgent({ id: 'me' })], cases: [aCase({ ownerId: 'me' })] })
  const where = conditionOf(mirror, parseFilter('is:followed').filter, { me: 'me', now: NOW })
  const range = { beside: null, backwards: false, offset: 0, limit: 100 }
  const { sql, values } = keysStatement({ sort: 'modified', direction: 'desc' }, where, range)
  const plan = mirror.prepareOnce<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  const reads = plan.map(({ detail }) => detail).filter((line) => /case_attention|attention_/.test(line))
  expect(reads.toSorted()).toEqual([
    expect.stringMatching(/^SCAN case_attention USING (COVERING )?INDEX attention_followed$/),
    expect.stringMatching(/^SCAN case_attention USING (COVERING )?INDEX attention_muted$/),
  ])
})
