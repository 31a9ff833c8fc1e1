import fc from 'fast-check'
import { DESKS } from './base.ts'

export const WRITTEN_FIELDS = ['fault', 'diagnosis', 'model', 'serialNumber'] as const

/**
 * What agents do with RMAs, and with the templates and views that they share. `nth`: which line, template or view of those
 * that the desk shows; beyond them a new one. `way`: which of the steps that are legal; `line`: which line of a text.
 */
export type RepairCommand =
  | { do: 'rma'; desk: number; at: number; lines: number }
  | { do: 'rma line'; desk: number; nth: number }
  | { do: 'remove line'; desk: number; nth: number }
  | { do: 'line field'; desk: number; nth: number; field: (typeof WRITTEN_FIELDS)[number]; line: number }
  | { do: 'warranty'; desk: number; nth: number; decided: boolean }
  | { do: 'step'; desk: number; nth: number; way: number }
  | { do: 'step many'; desk: number; way: number }
  | { do: 'template'; desk: number; nth: number; field: 'name' | 'bodySl'; line: number; shared: boolean }
  | { do: 'delete template'; desk: number; nth: number }
  | { do: 'view'; desk: number; nth: number; field: 'name' | 'place'; shared: boolean }
  | { do: 'delete view'; desk: number; nth: number }

const desk = fc.nat(DESKS - 1)
// Most of the time they meet on the same ones.
const nth = fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, { weight: 2, arbitrary: fc.nat(5) })
const line = fc.nat(4)
const way = fc.nat(3)
const one = <T extends RepairCommand['do']>(name: T) => fc.constant(name)

export const REPAIRS: [number, fc.Arbitrary<RepairCommand>][] = [
  [2, fc.record({ do: one('rma'), desk, at: fc.nat(2), lines: fc.nat(1) })],
  [2, fc.record({ do: one('rma line'), desk, nth })],
  [1, fc.record({ do: one('remove line'), desk, nth })],
  [4, fc.record({ do: one('line field'), desk, nth, field: fc.constantFrom(...WRITTEN_FIELDS), line })],
  [1, fc.record({ do: one('warranty'), desk, nth, decided: fc.boolean() })],
  [6, fc.record({ do: one('step'), desk, nth, way })],
  [2, fc.record({ do: one('step many'), desk, way })],
  [
    3,
    fc.record({
      do: one('template'),
      desk,
      nth: fc.nat(2),
      field: fc.constantFrom('name', 'bodySl'),
      line,
      shared: fc.boolean(),
    }),
  ],
  [1, fc.record({ do: one('delete template'), desk, nth: fc.nat(2) })],
  [
    2,
    fc.record({ do: one('view'), desk, nth: fc.nat(2), field: fc.constantFrom('name', 'place'), shared: fc.boolean() }),
  ],
  [1, fc.record({ do: one('delete view'), desk, nth: fc.nat(2) })],
]
