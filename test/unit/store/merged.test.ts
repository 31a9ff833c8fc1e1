import { expect, it } from 'vitest'
import { caseKey } from '#main/store/mirror/case-key.ts'
import { findDuplicates } from '#main/store/mirror/duplicates.ts'
import { mergedParts, rootCase } from '#main/store/mirror/merged.ts'
import { rmasOfCase } from '#main/store/mirror/rma-list.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { caseChanges, caseThread } from '#main/store/mirror/threads.ts'
import { similarity, trigrams } from '#shared/domain/similarity.ts'
import { aCase, aCaseEvent, aNote, FACTORY_NOW } from '#test/factories/rows.ts'
import { aWorld } from './support.ts'

const DAY = 86_400_000

it('reads a case with all that was merged into it as one thread, page by page, each item once', () => {
  const c = aCase({ createdAt: FACTORY_NOW })
  const b = aCase({ mergedIntoId: c.id, createdAt: FACTORY_NOW, description: 'Opis B.' })
  const a = aCase({ mergedIntoId: b.id, createdAt: FACTORY_NOW, description: 'Opis A.' })
  const notes = Array.from({ length: 40 }, (_, n) =>
    aNote({ caseId: [a, b, c][n % 3]!.id, body: `opomba ${n}`, createdAt: FACTORY_NOW + 1000 + Math.floor(n / 2) }),
  )
  const { mirror } = aWorld({
    cases: [a, b, c],
    notes,
    caseEvents: [aCaseEvent({ caseId: a.id, createdAt: FACTORY_NOW + 2000 })],
  })
  expect(
    mergedParts(mirror, caseKey(mirror, c.id))
      .map(({ id }) => id)
      .sort(),
  ).toEqual([a.id, b.id].sort())
  expect(rootCase(mirror, a.id)?.id).toBe(c.id)

  const seen: string[] = []
  let before: [number, string] | undefined
  for (let page = 0; page < 20; page++) {
    const { items, older } = caseThread(mirror, { caseId: c.id, limit: 7, me: null, ...(before ? { before } : {}) })
    seen.unshift(...items.map((item) => (item.type === 'note' ? item.body : item.type)))
    if (older === null) break
    before = older
  }
  expect(seen.toSorted()).toEqual(
    [...notes.map(({ body }) => body), `${a.title}\n\nOpis A.`, `${b.title}\n\nOpis B.`, 'event'].toSorted(),
  )
  const { items } = caseThread(mirror, { caseId: c.id, limit: 100, me: null })
  expect(items.filter(({ origin }) => origin?.caseId === a.id).length).toBeGreaterThan(10)
  expect(caseChanges(mirror, c.id, 10)).toMatchObject([{ field: 'status', origin: { caseId: a.id } }])
  expect(rmasOfCase(mirror, c.id, FACTORY_NOW)).toEqual([])
  expect(searchCases(mirror, a.caseNumber, 10)).toMatchObject([{ id: a.id, merged: true }])
})

it('ends also where two wait to be merged crosswise', () => {
  const [a, b] = [aCase({ id: 'a' }), aCase({ id: 'b', mergedIntoId: 'a' })]
  const { mirror } = aWorld({ cases: [{ ...a, mergedIntoId: 'b' }, b] })
  expect(rootCase(mirror, 'a')).not.toBeNull()
  expect(mergedParts(mirror, caseKey(mirror, 'a')).map(({ id }) => id)).toEqual(['b'])
})

it('takes titles for alike that say the same in other words, and not those that do not', () => {
  const alike = (one: string, other: string) => similarity(trigrams(one), trigrams(other))
  expect(alike('Terminal ob vhodu ne bere kartic', 'Terminal na vhodu ne prebere kartice')).toBeGreaterThan(0.5)
  expect(alike('Čitalnik ŽIČNI', 'citalnik zicni')).toBe(1)
  expect(alike('Terminal ob vhodu ne bere kartic', 'Dodajanje novih uporabnikov')).toBeLessThan(0.2)
  expect(alike('', 'kar koli')).toBe(0)
})

it('suggests open cases of the company with a similar title and those of the device, quickly', () => {
  const accountId = 'podjetje'
  const many = Array.from({ length: 3000 }, (_, n) =>
    aCase({ accountId, title: `Zadeva številka ${n} o ničemer`, modifiedAt: FACTORY_NOW + n }),
  )
  const late = { modifiedAt: FACTORY_NOW + 10_000 }
  const same = aCase({ accountId, title: 'Terminal na vhodu ne prebere kartice', ...late })
  const done = aCase({ accountId, title: same.title, status: 'resolved', closedAt: FACTORY_NOW - 30 * DAY, ...late })
  const gone = aCase({
    accountId,
    title: same.title,
    mergedIntoId: same.id,
    status: 'resolved',
    closedAt: FACTORY_NOW,
    ...late,
  })
  const device = aCase({ accountId: 'drugo', serialNumber: 'ZT 500/001', ...late })
  const { mirror } = aWorld({ cases: [...many, same, done, gone, device] })
  const what = { accountId, title: 'Terminal ob vhodu ne bere kartic', serialNumber: 'zt-500-001', now: FACTORY_NOW }
  expect(findDuplicates(mirror, { ...what, without: new Set() }).map(({ id, why }) => [id, why])).toEqual([
    [device.id, 'serial'],
    [same.id, 'title'],
  ])
  expect(findDuplicates(mirror, { ...what, without: new Set([same.id, device.id]) })).toEqual([])
  const began = performance.now()
  for (let n = 0; n < 20; n++) findDuplicates(mirror, { ...what, without: new Set() })
  expect((performance.now() - began) / 20).toBeLessThan(60)
})
