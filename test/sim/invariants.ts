import { fromTheOther } from '#shared/domain/case-links.ts'
import { type CaseStatus, isOpen } from '#shared/domain/status.ts'
import { attentionIsOnesOwn } from './attention.ts'
import { CASES } from './base.ts'
import { COMPARED, type DeskFacts, type Facts, mirrorValue, type PortalEvent, type Row } from './facts.ts'
import { everyCommandWhole } from './groups.ts'
import { decidedSilently, peopleAndCostsOnce } from './people.ts'
import { lineOf, repairsOnce, repairsTold, shownAsTheyAre } from './repairs.ts'
import { templatesTold, viewsTold, wordsShown } from './shared-words.ts'
import type { Written } from './world.ts'

/**
 * The guarantees of the sync protocol, over what lies in the databases once everything has healed. Each answers what is
 * against it, nothing when it holds. The numbers are those of the guarantees; S1 … are rules of docs/sync-protocol.md.
 */
export type Invariant = (facts: Facts) => string[]

export const INVARIANTS: Record<number, Invariant> = {
  1: everyOperationOnce,
  2: everyWordKept,
  3: everyNoteOnce,
  4: desksEqualPortal,
  5: nothingReplacedSilently,
  6: cursorPassedOnlyWhatWasApplied,
  7: queueEmptyOrNamed,
  8: nothingOutsideScope,
  9: mergedAndLinkedWhole,
  10: everyCommandWhole,
  11: attentionIsOnesOwn,
}

/** 1. Every operation is executed exactly once (S9): each effect lies in the transaction of one entry of the ledger. */
function everyOperationOnce(facts: Facts): string[] {
  const { events, notes, ledger, cases, estimates } = facts
  const wrong: string[] = []
  const seen = new Set<string>()
  for (const event of events) {
    if (event.actor_kind !== 'agent') continue
    // What is done with two cases is told in both, and a case takes along what was merged into it.
    const key = `${event.op_id} ${event.case_id} ${part(event, estimates)}`
    if (event.op_id === null) wrong.push(`event ${event.id} of ${event.field} belongs to no operation`)
    else if (seen.has(key)) wrong.push(`operation ${event.op_id} changed ${event.field} twice`)
    else if (ledger.get(event.op_id)?.agent_id !== event.actor_id) wrong.push(`event ${event.id} is another agent's`)
    seen.add(key)
  }
  for (const note of notes) {
    if (note.author_kind !== 'agent') continue
    if (isSplitOff(facts, note)) continue
    if (note.op_id !== note.id) wrong.push(`note ${note.id} was written outside its operation (${note.op_id})`)
    const status = ledger.get(note.id)?.status
    if (status !== 'applied' && status !== 'merged' && status !== 'conflict') {
      wrong.push(`note ${note.id} is there, its operation is ${status}`)
    }
  }
  for (const { case_id } of [...notes, ...events, ...estimates]) {
    if (!cases.has(case_id)) wrong.push(`something of the missing case ${case_id} is there`)
  }
  return [...wrong, ...peopleAndCostsOnce(facts), ...repairsOnce(facts)]
}

/** Of what an operation does, what it can do once. Whoever sends another estimate withdraws the first, with its lines. */
function part(event: PortalEvent, estimates: Facts['estimates']): string {
  if (event.field === 'estimate') return event.id
  if (event.field !== 'rmaLine') return event.field
  return estimates.some(({ id }) => id === event.op_id) ? event.id : lineOf(event)
}

/** What wrote a note last is then the split that moved it, whether or not its agent has heard of it any more. */
function isSplitOff({ events }: Facts, note: Facts['notes'][number]): boolean {
  return events.some(
    ({ field, op_id, case_id }) => field === 'splitFrom' && op_id === note.op_id && case_id === note.case_id,
  )
}

const ENDED = ['settled', 'conflict', 'rejected', 'quarantined']

/** 2. What the agent saw accepted ends settled, in conflict or quarantined, with its words intact (S8, S11). */
function everyWordKept(facts: Facts): string[] {
  const wrong: string[] = []
  for (const written of facts.written) {
    const desk = facts.desks[written.desk] as DeskFacts
    const name = `${written.kind} ${written.opId} of desk ${written.desk}`
    const stored = desk.operations.get(written.opId)
    if (written.withdrawn) {
      if (stored) wrong.push(`${name} was taken back and is ${stored.state}`)
      if (hasTakenEffect(facts, written.opId)) wrong.push(`${name} was taken back and took effect`)
      continue
    }
    if (!stored && written.doubtful) continue
    if (!stored) {
      // Its case is gone: the words, if any, are in the recovery list.
      const recovered = written.words === null || isRecovered(desk, written.words)
      const isGone =
        isOutOfReach(facts, desk, written) || stoodOnWithdrawn(facts, written) || namesUnmade(facts, desk, written)
      if (!isGone || !recovered) wrong.push(`${name} has vanished (${written.words})`)
      continue
    }
    if (!ENDED.includes(stored.state)) wrong.push(`${name} is ${stored.state}`)
    if (written.words !== null && !JSON.stringify(stored.operation).includes(written.words)) {
      wrong.push(`${name} has lost its words ${written.words}`)
    }
    const status = facts.ledger.get(written.opId)?.status
    if (stored.state === 'settled' && stored.problem !== null) {
      // Closed, because its case is gone for this agent.
      const kept = written.words === null || hasTakenEffect(facts, written.opId) || isRecovered(desk, written.words)
      if (!kept) wrong.push(`${name} was closed and its words "${written.words}" are nowhere`)
      continue
    }
    if (stored.state === 'settled' && status !== 'applied' && status !== 'merged' && status !== 'conflict') {
      wrong.push(`${name} is settled here and ${status} at the portal`)
    }
    if (stored.state === 'conflict' && status !== 'conflict') wrong.push(`${name} is a conflict here, ${status} there`)
    if (
      ['rejected', 'quarantined'].includes(stored.state) &&
      ['applied', 'merged', 'conflict'].includes(String(status))
    ) {
      wrong.push(`${name} is ${stored.state} here and ${status} at the portal`)
    }
    if (stored.state === 'rejected' && stored.problem?.includes('op_id_reused'))
      wrong.push(`${name}: its id was reused`)
    if (stored.state === 'settled' || stored.state === 'conflict') wrong.push(...missingNote(facts, written, name))
  }
  return wrong
}

function isRecovered({ recovered }: DeskFacts, words: string): boolean {
  return recovered.some((text) => text.includes(words))
}

function missingNote(facts: Facts, written: Written, name: string): string[] {
  if (written.kind !== 'note' || !facts.cases.has(written.on)) return []
  // In another case it has another id.
  const note = facts.notes.find(({ id, body }) => id === written.opId || body === written.words)
  if (!note && facts.emptied.has(written.on)) return []
  if (!note) return [`${name} is settled and its words are not at the portal (S16)`]
  return note.body === written.words ? [] : [`${name} says ${note.body} at the portal, not ${written.words}`]
}

function hasTakenEffect({ ledger }: Facts, opId: string): boolean {
  return ['applied', 'merged', 'conflict'].includes(String(ledger.get(opId)?.status))
}

/** What was done with a line goes with what it stood on: the RMA, the line, or the step before it (S56). */
function stoodOnWithdrawn({ written }: Facts, later: Written): boolean {
  const makers = ['rma', 'rma line', 'step']
  return written.slice(0, written.indexOf(later)).some((earlier) => {
    const isBack = earlier.desk === later.desk && (earlier.withdrawn || earlier.doubtful)
    return isBack && makers.includes(earlier.kind) && earlier.of?.some((id) => later.of?.includes(id))
  })
}

/** What named a case that its author has not made after all goes with it (S87). */
function namesUnmade({ written, cases }: Facts, desk: DeskFacts, { names }: Written): boolean {
  return written.some(
    ({ makes, opId, desk: maker }) =>
      makes !== undefined &&
      makes === names &&
      maker === desk.desk.nth &&
      !cases.has(makes) &&
      !desk.operations.has(opId),
  )
}

/** Deleted, or not of the agent's teams, or somebody else's alone. */
function isOutOfReach({ cases, templates, views }: Facts, { teamIds, desk }: DeskFacts, { on }: Written): boolean {
  const words = [...templates, ...views].find(({ id }) => id === on)
  if (words) return words.owner_id !== null && words.owner_id !== desk.agent.id
  const found = cases.get(on)
  return !found || !teamIds.includes(found.team_id)
}

/** 3. Each note exists exactly once everywhere: at the portal, on every desk, and as long as it is under way on its author's. */
function everyNoteOnce({ notes, desks, written, words, cases, emptied }: Facts): string[] {
  const wrong: string[] = []
  const atPortal = countBodies(notes)
  for (const [body, count] of atPortal) if (count > 1) wrong.push(`"${body}" is at the portal ${count} times`)
  for (const { author_kind, body } of notes) {
    const known = [...words].some((word) => body.includes(word))
    if (author_kind === 'agent' && !known) wrong.push(`"${body}" was written by nobody`)
  }
  for (const { desk, notes: shown, mirror, operations } of desks) {
    for (const [body, count] of countBodies(shown))
      if (count > 1) wrong.push(`desk ${desk.nth} shows "${body}" ${count} times`)
    const bodies = new Set(shown.map((note) => note.body))
    for (const one of written) {
      const stored = operations.get(one.opId)
      // One that was closed has its words in the recovery list, also when its case comes back.
      const isOpen = stored && (stored.state !== 'settled' || stored.problem === null)
      if (one.kind !== 'note' || one.desk !== desk.nth || one.withdrawn || !isOpen) continue
      if (!mirror.get('cases')?.has(one.on) || !cases.has(one.on) || emptied.has(one.on)) continue
      // It may have gone with a split to a case that is another team's.
      const place = notes.find(({ body }) => body === one.words)?.case_id ?? one.on
      if (!mirror.get('cases')?.has(place)) continue
      if (!bodies.has(one.words as string)) wrong.push(`desk ${desk.nth} does not show its own "${one.words}"`)
    }
  }
  return wrong
}

function countBodies(notes: readonly { body: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { body } of notes) if (/^(beseda|strup)/.test(body)) counts.set(body, (counts.get(body) ?? 0) + 1)
  return counts
}

/** 4. Every client equals the portal within its scope (S1, S2, S4, S7): row by row, field by field, without what is pending. */
function desksEqualPortal(facts: Facts): string[] {
  const { desks } = facts
  const wrong = [...shownAsTheyAre(facts), ...wordsShown(facts)]
  for (const { desk, mirror, portal } of desks) {
    for (const table of COMPARED) {
      const here = mirror.get(table) as Map<string, Row>
      const there = portal.get(table) as Map<string, Row>
      for (const [id, row] of there) {
        const mine = here.get(id)
        if (!mine) {
          wrong.push(`desk ${desk.nth} lacks ${table} ${id}`)
          continue
        }
        for (const [field, value] of Object.entries(row)) {
          const own = mirrorValue(table, field, mine, value)
          if (JSON.stringify(own) !== JSON.stringify(value)) {
            wrong.push(
              `desk ${desk.nth}: ${table} ${id} ${field} is ${JSON.stringify(own)}, not ${JSON.stringify(value)}`,
            )
          }
        }
      }
    }
  }
  return wrong
}

const FIELDS: Record<string, 'status' | 'owner_id' | 'title' | 'description' | 'team_id'> = {
  status: 'status',
  ownerId: 'owner_id',
  title: 'title',
  description: 'description',
  teamId: 'team_id',
}

/** 5. No applied value is replaced without history or notice: the events of a field lead from its first value to its last (S14, S15). */
function nothingReplacedSilently(facts: Facts): string[] {
  const wrong: string[] = []
  const chains = new Map<string, PortalEvent[]>()
  for (const event of facts.events) {
    const key = `${event.case_id} ${event.field}`
    chains.set(key, [...(chains.get(key) ?? []), event])
  }
  for (const row of facts.cases.values()) {
    const first = CASES.find(({ id }) => id === row.id)
    for (const [field, column] of Object.entries(FIELDS)) {
      const chain = chains.get(`${row.id} ${field}`) ?? []
      let value = first ? first[field as 'status'] : undefined
      for (const [place, event] of chain.entries()) {
        if (value !== undefined && event.from_value !== value) {
          wrong.push(`${field} of ${row.id} went from ${value} to ${event.from_value} without history`)
        }
        value = event.to_value as typeof value
        wrong.push(...staleWrites(facts, event, place))
      }
      if (value !== undefined && row[column] !== value) {
        wrong.push(`${field} of ${row.id} is ${row[column]}, its history ends with ${value}`)
      }
    }
  }
  return [
    ...wrong,
    ...decidedSilently(facts),
    ...repairsTold(facts),
    ...templatesTold(facts),
    ...viewsTold(facts),
    ...conflictsWithOneself(facts),
  ]
}

type OwnConflict = { changedBy: string | null; changedAt: number | null; field: string; base: CaseStatus }

/** Whoever changes the same field twice is not in conflict with oneself, unless an earlier conflict was decided in between (S10, S14). */
function conflictsWithOneself(facts: Facts): string[] {
  return facts.desks.flatMap(({ desk, operations }) =>
    [...operations.values()].flatMap(({ op_id, state, conflict }) => {
      if (state !== 'conflict' || conflict === null || facts.decided.has(desk.nth)) return []
      const theirs = JSON.parse(conflict) as OwnConflict
      // A merge of words that another desk wrote is the last one's to have written.
      if (theirs.field !== 'status' || theirs.changedBy !== desk.agent.id) return []
      if (isAnothersDoing(facts, theirs)) return []
      return [`${op_id} of desk ${desk.nth} is in conflict with its own author's ${theirs.field}`]
    }),
  )
}

/**
 * The status that came of an agent's own operation without their knowing: with an estimate for a case that was merged into
 * this one or that somebody has opened again (S43), or given back by an unmerge as somebody else had left it before the merge
 * (S77). Or that lasts without their knowing: an estimate that somebody else's has replaced gives nothing back when it is
 * withdrawn, as theirs is waited for.
 */
function isAnothersDoing({ events, desks }: Facts, { changedBy, changedAt, base }: OwnConflict): boolean {
  const statuses = events.filter(({ field }) => field === 'status')
  return statuses.some(({ case_id, actor_id, created_at, op_id, to_value }, place) => {
    if (actor_id !== changedBy || created_at !== changedAt || op_id === null) return false
    const [operation] = desks.flatMap(({ operations }) => operations.get(op_id)?.operation ?? [])
    if (operation?.kind === 'estimate.send') {
      const isReplaced = events.some(({ id, actor_id: by }) => id === `${op_id}:withdrawn` && by !== changedBy)
      const before = statuses.slice(0, place).findLast((event) => event.case_id === case_id)
      return operation.caseId !== case_id || isReplaced || (!isOpen(base) && before?.actor_id !== changedBy)
    }
    const isAnothers = (event: PortalEvent) =>
      event.case_id === case_id && event.actor_id !== changedBy && event.to_value === to_value
    return operation?.kind === 'case.unmerge' && statuses.some(isAnothers)
  })
}

const WORDS = /beseda\d+x/g

/** A status is only applied on the version that its author saw; words that others wrote meanwhile survive a merge. */
function staleWrites({ desks }: Facts, event: PortalEvent, place: number): string[] {
  if (event.op_id === null) return []
  const stored = desks.map(({ operations }) => operations.get(event.op_id as string)).find((found) => found)
  if (!stored) return []
  const { operation } = stored
  if (event.field === 'status' && 'status' in operation && operation.status) {
    const { version, value } = operation.status.base
    // The number alone may be that of a change that was only expected.
    return version === 1 + place && value === event.from_value
      ? []
      : [`${event.op_id} changed status ${event.from_value}, version ${1 + place}, having seen ${value}, ${version}`]
  }
  const change = operation.kind === 'case.update' ? (operation.title ?? operation.description) : undefined
  if ((event.field === 'title' || event.field === 'description') && change) {
    const seen = new Set(change.base.value.match(WORDS))
    const theirs = (event.from_value ?? '').match(WORDS)?.filter((word) => !seen.has(word)) ?? []
    const lost = theirs.filter((word) => !event.to_value?.includes(word))
    return lost.map((word) => `${event.op_id} wrote over "${word}" of ${event.field}, which it had not seen`)
  }
  return []
}

/** 6. The cursor never passes a row that was not applied. Also asked of every desk that was opened again: see `checkCursors`. */
function cursorPassedOnlyWhatWasApplied({ desks }: Facts): string[] {
  const wrong: string[] = []
  for (const { desk, mirror, portal } of desks) {
    for (const table of COMPARED) {
      for (const id of (mirror.get(table) as Map<string, Row>).keys()) {
        if (!(portal.get(table) as Map<string, Row>).has(id) && !isLocal(table, desk.nth, id, desks)) {
          wrong.push(`desk ${desk.nth} still has ${table} ${id}`)
        }
      }
    }
  }
  return wrong
}

/** A case that was entered here and that the portal has not taken. */
function isLocal(table: string, nth: number, id: string, desks: readonly DeskFacts[]): boolean {
  if (table !== 'cases') return false
  const operations = [...(desks[nth] as DeskFacts).operations.values()]
  return operations.some(({ operation, state }) => {
    const creates = operation.kind === 'case.create' || operation.kind === 'case.split'
    return creates && operation.caseId === id && state !== 'settled'
  })
}

/** 7. The queue is empty or shows a named reason. */
function queueEmptyOrNamed({ desks }: Facts): string[] {
  return desks.flatMap(({ desk, operations }) =>
    [...operations.values()].flatMap(({ op_id, state, problem, conflict }) => {
      if (state === 'settled') return []
      if (state === 'conflict')
        return conflict === null ? [`desk ${desk.nth}: conflict ${op_id} without its question`] : []
      if (state === 'rejected' || state === 'quarantined') {
        return problem === null ? [`desk ${desk.nth}: ${op_id} is ${state} for no reason`] : []
      }
      return [`desk ${desk.nth}: ${op_id} is still ${state}`]
    }),
  )
}

/** 8. No row outside an agent's scope is on that agent's machine. */
function nothingOutsideScope({ desks, cases }: Facts): string[] {
  const wrong: string[] = []
  for (const { desk, teamIds, mirror } of desks) {
    const mayHave = (caseId: string) => {
      const found = cases.get(caseId)
      return found ? teamIds.includes(found.team_id) : isLocal('cases', desk.nth, caseId, desks)
    }
    for (const id of (mirror.get('cases') as Map<string, Row>).keys()) {
      if (!mayHave(id)) wrong.push(`desk ${desk.nth} has the case ${id} of others`)
    }
    for (const table of ['notes', 'caseEvents', 'attachments', 'estimates', 'rmas', 'rmaLines', 'caseLinks'] as const) {
      for (const row of (mirror.get(table) as Map<string, Row>).values()) {
        if (!mayHave(String(row.case_id))) wrong.push(`desk ${desk.nth} has ${table} ${row.id} of others`)
      }
    }
  }
  return wrong
}

/** 9. No case gets lost in others: chains end, what was merged is closed and takes no more words, links are told by both (S75-S79). */
function mergedAndLinkedWhole({ cases, notes, events, links }: Facts): string[] {
  const wrong: string[] = []
  for (const one of cases.values()) {
    if (one.merged_into_id === null) continue
    if (!['resolved', 'cancelled'].includes(one.status)) wrong.push(`the merged case ${one.id} is ${one.status}`)
    const seen = new Set<string>()
    for (let at: string | null = one.id; at !== null; at = cases.get(at)?.merged_into_id ?? null) {
      if (seen.has(at)) {
        wrong.push(`the case ${one.id} was merged into itself`)
        break
      }
      if (!cases.has(at)) wrong.push(`the case ${one.id} was merged into ${at}, which is not there`)
      if (cases.get(at)?.team_id !== one.team_id) wrong.push(`the case ${one.id} is not of the team of ${at}`)
      seen.add(at)
    }
    // All cases here are one customer's, so nothing has to stay behind.
    const since = Math.max(
      ...events.flatMap(({ case_id, field, created_at }) =>
        case_id === one.id && field === 'mergedInto' ? [created_at] : [],
      ),
    )
    for (const note of notes) {
      if (note.case_id === one.id && note.created_at > since)
        wrong.push(`"${note.body}" was written into the merged case ${one.id}`)
    }
  }
  for (const { case_id, other_id, kind } of links) {
    const back = links.find((link) => link.case_id === other_id && link.other_id === case_id)
    if (back?.kind !== fromTheOther(kind))
      wrong.push(`${case_id} says ${kind} of ${other_id}, which says ${back?.kind}`)
  }
  return wrong
}
