import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareViews, movedPositions, positionAfter, viewFaults } from '#shared/domain/view.ts'

describe('views', () => {
  it('need a name and a filter that can be understood', () => {
    expect(viewFaults({ name: 'Čakajo name', filter: 'stanje:čaka lastnik:jaz' })).toEqual([])
    expect(viewFaults({ name: ' ', filter: 'stanje:' })).toEqual(['view_name_empty', 'view_filter_wrong'])
    expect(viewFaults({ name: 'x'.repeat(61), filter: '' })).toEqual(['view_name_too_long'])
  })

  it('go where they are moved, and change no more places than they must', () => {
    const list = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(list, fc.nat(), fc.nat(), (raw, one, other) => {
        const positions = raw.toSorted((a, b) => a - b)
        const [from, to] = [one % positions.length, other % positions.length]
        const places = movedPositions(positions, from, to)
        const wanted = positions.map((_, at) => at)
        wanted.splice(to, 0, ...wanted.splice(from, 1))
        const placeOf = (view: number) => places.get(view) ?? positions[view]!
        if (from !== to)
          for (const [at, view] of wanted.entries()) {
            const next = wanted[at + 1]
            // Views of the same place may stand either way.
            if (next !== undefined) expect(placeOf(view)).toBeLessThanOrEqual(placeOf(next))
          }
        if (from === to) expect(places.size).toBe(0)
      }),
    )
    expect(movedPositions([1024, 2048, 3072], 2, 0)).toEqual(new Map([[2, 0]]))
    expect(movedPositions([1024, 2048, 3072], 0, 1)).toEqual(new Map([[0, 2560]]))
    expect(positionAfter([1024, 2048])).toBe(3072)
  })

  it('are listed by place, then by name', () => {
    const view = (id: string, name: string, position: number) => ({ id, content: { name, position } })
    const views = [view('a', 'Žaga', 1), view('b', 'Zora', 1), view('c', 'Ana', 2)]
    expect(views.toSorted(compareViews).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  })
})
