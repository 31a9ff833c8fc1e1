import { rmaStateOf } from '#shared/domain/rma.ts'
import { canStep, INITIAL_LINE_STATE, type RmaLineState } from '#shared/domain/rma-line.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { LINE_TEXTS, type LineField } from '#shared/portal-api/rma-rows.ts'
import type { RmaLineRow } from '#shared/portal-api/rows.ts'
import { RMA_LINES, RMAS } from './base.ts'
import type { DeskFacts, Facts, PortalEvent, Row } from './facts.ts'

/** What the guarantees say of RMAs and their lines; over what lies in the portal's database and in the desks'. */

/** The line that an event tells of, `<line>:<version>` or `<line>:<field>:<version>`. */
export const lineOf = ({ id }: PortalEvent): string => id.slice(0, id.indexOf(':'))
const versionOf = ({ id }: PortalEvent): number => Number(id.slice(id.lastIndexOf(':') + 1))
const isRemoval = ({ id }: PortalEvent): boolean => id.endsWith(':removed')

/** Of guarantee 1: every RMA and every line is made by one operation, with as many lines as it named. */
export function repairsOnce(facts: Facts): string[] {
  const wrong: string[] = []
  for (const { id, case_id } of facts.rmas) {
    if (RMAS.some((first) => first.id === id)) continue
    const made = facts.events.filter((event) => event.field === 'rma' && event.id === id)
    const opId = made[0]?.op_id ?? null
    if (opId === null || facts.ledger.get(opId)?.status !== 'applied') wrong.push(`RMA ${id} was made by no operation`)
    const operation = operationOf(facts, opId)
    const named = operation?.kind === 'rma.create' ? operation.lines.map(({ lineId }) => lineId) : null
    const changes = facts.events.filter((event) => event.field === 'rmaLine' && event.case_id === case_id)
    for (const lineId of named ?? []) {
      const isThere = facts.lines.some((line) => line.id === lineId && line.rma_id === id)
      const isGone = changes.some((event) => isRemoval(event) && lineOf(event) === lineId)
      if (isThere === isGone)
        wrong.push(`line ${lineId} of RMA ${id} is ${isThere ? 'there' : 'gone'} without an event`)
    }
  }
  for (const { id, rma_id } of facts.lines) {
    if (RMA_LINES.some((first) => first.id === id)) continue
    const added = facts.events.filter((event) => event.field === 'rmaLine' && !isRemoval(event) && lineOf(event) === id)
    const wasAdded = added.some(({ from_value }) => from_value === null)
    const maker = operationOf(facts, facts.events.find((event) => event.id === rma_id)?.op_id ?? null)
    const wasNamed = maker?.kind === 'rma.create' && maker.lines.some(({ lineId }) => lineId === id)
    if (maker && wasAdded === wasNamed)
      wrong.push(`line ${id} has come to its RMA ${wasAdded ? 'twice' : 'by nothing'}`)
  }
  return wrong
}

function operationOf({ desks }: Pick<Facts, 'desks'>, opId: string | null): Operation | undefined {
  if (opId === null) return undefined
  return desks.map(({ operations }) => operations.get(opId)?.operation).find((found) => found)
}

/** Of guarantee 5: the events of a line lead from its first state and words to what it is now, each along the table (S51, S52). */
export function repairsTold(facts: Facts): string[] {
  const wrong: string[] = []
  const told = facts.events.filter(({ field }) => field === 'rmaLine' || field === 'rmaField')
  const byLine = Map.groupBy(told, lineOf)
  for (const line of facts.lines) {
    const own = (byLine.get(line.id) ?? []).toSorted((a, b) => versionOf(a) - versionOf(b))
    const steps = own.filter(({ field, from_value }) => field === 'rmaLine' && from_value !== null)
    let state: RmaLineState = RMA_LINES.find(({ id }) => id === line.id)?.state ?? INITIAL_LINE_STATE
    for (const step of steps) {
      const to = step.to_value as RmaLineState
      if (step.from_value !== state) wrong.push(`line ${line.id} went from ${state} to ${step.from_value} untold`)
      if (!canStep(step.from_value as RmaLineState, to)) wrong.push(`line ${line.id} went to ${to} beside the table`)
      state = to
    }
    if (line.state !== state) wrong.push(`line ${line.id} is ${line.state}, its history ends with ${state}`)
    if (own.some((event) => versionOf(event) > line.version)) wrong.push(`line ${line.id} is older than its history`)
    wrong.push(...fieldsTold(line, own))
  }
  return [...wrong, ...told.flatMap((event) => notSeen(facts, event))]
}

/** Those that only an operation on the field changes. */
const TOLD = [...LINE_TEXTS, 'serialNumber'] as const

function fieldsTold(line: Facts['lines'][number], events: readonly PortalEvent[]): string[] {
  const first = RMA_LINES.find(({ id }) => id === line.id)
  return TOLD.flatMap((field) => {
    const chain = events.filter((event) => event.field === 'rmaField' && event.id.split(':')[1] === field)
    const wrong: string[] = []
    let value = first ? first[field] : (chain[0]?.from_value ?? line[columnOf(field)])
    for (const { from_value, to_value } of chain) {
      if (from_value !== value) wrong.push(`${field} of line ${line.id} went from "${value}" to "${from_value}" untold`)
      value = to_value as string
    }
    const now = line[columnOf(field)]
    if (now !== value) wrong.push(`${field} of line ${line.id} is "${now}", its history ends with "${value}"`)
    return wrong
  })
}

const columnOf = (field: (typeof TOLD)[number]) => (field === 'serialNumber' ? 'serial_number' : field)

const WORDS = /beseda\d+x/g

/** A step is only taken from where its author saw the line; a field is only replaced by who saw what was in it. */
function notSeen(facts: Facts, event: PortalEvent): string[] {
  const operation = operationOf(facts, event.op_id)
  const { from_value: before, to_value: after } = event
  if (operation?.kind === 'rma.step' && event.field === 'rmaLine') {
    const { from, to, lineId } = operation
    const same = from === before && to === after && lineId === lineOf(event)
    return same ? [] : [`${event.op_id} moved ${lineOf(event)} from ${before} to ${after}, having seen ${from}`]
  }
  if (operation?.kind !== 'rma.updateLine' || event.field !== 'rmaField') return []
  const { field, base } = operation
  if (!(LINE_TEXTS as readonly LineField[]).includes(field)) {
    return before === base ? [] : [`${event.op_id} replaced the ${field} "${before}", having seen "${base}"`]
  }
  const seen = new Set(base.match(WORDS))
  const lost = (before ?? '').match(WORDS)?.filter((word) => !seen.has(word) && !after?.includes(word)) ?? []
  return lost.map((word) => `${event.op_id} wrote over "${word}" of the ${field}, which it had not seen`)
}

/** Of guarantee 4: what the agent sees of RMAs is the portal's when nothing waits, and their state is that of their lines. */
export function shownAsTheyAre({ desks }: Facts): string[] {
  return desks.flatMap((desk) => [...linesShown(desk), ...rmasShown(desk)])
}

function linesShown({ desk, portal, shownLines, operations }: DeskFacts): string[] {
  const wrong: string[] = []
  const open = [...operations.values()].filter(({ state }) => state === 'conflict').map(({ operation }) => operation)
  const there = portal.get('rmaLines') as Map<string, Row>
  const shown = new Map(shownLines.map((line) => [line.id, line]))
  for (const [id, row] of there) {
    const mine = shown.get(id)
    if (!mine) {
      wrong.push(`desk ${desk.nth} does not show line ${id}`)
      continue
    }
    const line = JSON.parse(mine.line) as RmaLineRow
    for (const [field, value] of Object.entries(row)) {
      const own = line[field as keyof RmaLineRow]
      if (own !== value) wrong.push(`desk ${desk.nth} shows ${field} of line ${id} as ${own}, not ${value}`)
    }
    const waits = open.some((one) => (one.kind === 'rma.step' || one.kind === 'rma.updateLine') && one.lineId === id)
    if ((mine.conflict === 1) !== waits)
      wrong.push(`desk ${desk.nth} ${waits ? 'hides' : 'makes up'} a conflict of ${id}`)
    if (mine.pending === 1) wrong.push(`desk ${desk.nth} says that line ${id} waits`)
  }
  for (const id of shown.keys()) if (!there.has(id)) wrong.push(`desk ${desk.nth} shows the missing line ${id}`)
  return wrong
}

function rmasShown({ desk, portal, shownRmas }: DeskFacts): string[] {
  const wrong: string[] = []
  const lines = [...(portal.get('rmaLines') as Map<string, Row>).values()] as unknown as RmaLineRow[]
  const there = portal.get('rmas') as Map<string, Row>
  for (const { id, rma_number, state, line_count } of shownRmas) {
    const own = lines.filter(({ rmaId }) => rmaId === id)
    const name = `desk ${desk.nth} shows RMA ${id}`
    if (there.get(id)?.rmaNumber !== rma_number) wrong.push(`${name} as "${rma_number}"`)
    if (line_count !== own.length) wrong.push(`${name} with ${line_count} lines, not ${own.length}`)
    if (state !== rmaStateOf(own)) wrong.push(`${name} as ${state}, its lines say ${rmaStateOf(own)}`)
  }
  const shown = new Set(shownRmas.map(({ id }) => id))
  for (const id of there.keys()) if (!shown.has(id)) wrong.push(`desk ${desk.nth} does not show RMA ${id}`)
  return wrong
}
