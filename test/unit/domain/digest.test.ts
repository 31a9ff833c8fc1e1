import { describe, expect, it } from 'vitest'
import { seededRandom } from '#portal/demo/random.ts'
import { createTableDigest, DIGEST_BUCKETS, digestBucket } from '#shared/domain/digest.ts'
import { aNote } from '#test/factories/rows.ts'

const digestOf = (rows: Iterable<{ id: string }>) => {
  const digest = createTableDigest()
  for (const row of rows) digest.add(row)
  return digest.buckets()
}
const at = (rows: Iterable<{ id: string }>, id: string) => digestOf(rows)[digestBucket(id)]

describe('the digest of a table', () => {
  const notes = Array.from({ length: 500 }, () => aNote())

  it('is pinned: another version would find every desk wrong', () => {
    const row = { id: '01930000-0000-7000-8000-000000000001', body: 'Čez "cesto" \n 😀', closedAt: null }
    expect(digestBucket(row.id)).toBe(10)
    expect(at([row], row.id)).toEqual({ bucket: 10, rows: 1, digest: '9ca3d240faae7dce' })
    expect(at([], row.id)).toEqual({ bucket: 10, rows: 0, digest: '0000000000000000' })
  })

  it('does not depend on the order of the rows, nor on who wrote the JSON', () => {
    const other = createTableDigest()
    for (const note of notes.toReversed()) other.addText(note.id, JSON.stringify(note))
    expect(other.buckets()).toEqual(digestOf(notes))
    expect(other.buckets().map(({ bucket }) => bucket)).toEqual(Array.from({ length: DIGEST_BUCKETS }, (_, n) => n))
    expect(other.buckets().reduce((sum, { rows }) => sum + rows, 0)).toBe(500)
  })

  it('changes in one bucket alone with any change of a row', () => {
    const random = seededRandom(7, 1, 1)
    const before = digestOf(notes)
    for (let round = 0; round < 200; round++) {
      const which = random.int(0, notes.length - 1)
      const note = notes[which]!
      const place = random.int(0, note.body.length - 1)
      const flipped = String.fromCharCode(note.body.charCodeAt(place) ^ (1 << random.int(0, 6)))
      const changed = { ...note, body: note.body.slice(0, place) + flipped + note.body.slice(place + 1) }
      const after = digestOf(notes.with(which, changed))
      expect(after.filter((entry, bucket) => entry.digest !== before[bucket]?.digest)).toHaveLength(1)
      expect(after[digestBucket(note.id)]).not.toEqual(before[digestBucket(note.id)])
    }
  })

  it('tells a lost row and two rows that swapped their words', () => {
    const [first, second] = [notes[0]!, notes[1]!]
    expect(at(notes.slice(1), first.id)).not.toEqual(at(notes, first.id))
    const swapped = notes.with(0, { ...first, body: second.body }).with(1, { ...second, body: first.body })
    expect(at(swapped, first.id)).not.toEqual(at(notes, first.id))
  })

  it('spreads ids that ascend evenly over the buckets', () => {
    const rows = digestOf(
      Array.from({ length: 64_000 }, (_, n) => ({ id: `01930000-0000-7000-8000-${String(n).padStart(12, '0')}` })),
    )
    for (const bucket of rows) {
      expect(bucket.rows).toBeGreaterThan(850)
      expect(bucket.rows).toBeLessThan(1150)
    }
    expect(new Set(rows.map(({ digest }) => digest)).size).toBe(DIGEST_BUCKETS)
  })
})
