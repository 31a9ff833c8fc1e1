import { expect } from 'vitest'
import { countRows } from '#main/store/mirror/removals.ts'
import type { Mirror } from '#main/store/open.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { showPending } from '#main/sync/overlay.ts'
import type { PortalFault } from '#main/sync/portal-fault.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { aCase, aNote, anAccount } from '#test/factories/rows.ts'
import { anUpdate } from '../store/support.ts'
import { fakePortal } from './fake-portal.ts'
import { lab } from './lab.ts'

export function rowsIn(mirror: Mirror): number {
  const steps = countRows(mirror)
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** A desk with 200 companies and 50 cases of two notes each: 350 rows. `carriesOut`: what it sends is in the portal's rows. */
export async function aGuardedDesk({ pageSize = 1000, carriesOut = false } = {}) {
  const portal = fakePortal({ pageSize })
  const accounts = Array.from({ length: 200 }, () => anAccount())
  const cases = Array.from({ length: 50 }, () => aCase())
  portal.put('accounts', ...accounts)
  portal.put('cases', ...cases)
  portal.put('notes', ...cases.flatMap(({ id }) => [aNote({ caseId: id }), aNote({ caseId: id })]))
  let outdated: PortalFault | null = null
  const desk = await lab({
    ...portal.calls,
    changes: (cursor, signal) => {
      const fault = outdated
      outdated = null
      return fault ? Promise.reject(fault) : portal.client.changes(cursor, signal)
    },
    ...(carriesOut && { push: (request, signal) => portal.client.push(request, signal) }),
  }).started()
  expect(rowsIn(desk.mirror)).toBe(350)
  const ids = (rows: readonly { id: string }[], count: number) => rows.slice(0, count).map(({ id }) => id)
  return {
    desk,
    portal,
    accounts,
    cases,
    ids,
    answerOnce: (fault: PortalFault) => {
      outdated = fault
    },
    async pull() {
      desk.scheduler.syncNow()
      await desk.rest()
    },
    /** What the agent sees. */
    statusOf: (caseId: string) => shownStatus(desk.mirror, caseId).value,
    notesOf: (caseId: string) =>
      desk.mirror
        .prepare<string>(
          `SELECT n.id FROM notes n JOIN cases c ON c.pk = n.case_pk WHERE c.id = ? ORDER BY n.created_at, n.id`,
          { pluck: true },
        )
        .all(caseId),
    /** The agent moves the case on from what is on the screen. */
    move(caseId: string, to: CaseStatus) {
      const operation = anUpdate(caseId, { status: { to, base: shownStatus(desk.mirror, caseId) } })
      appendOperation(desk.outbox, operation)
      showPending(desk, [caseId])
      desk.scheduler.wake()
      return operation.opId
    },
    reply(caseId: string) {
      const opId = desk.write(caseId)
      showPending(desk, [caseId])
      return opId
    },
  }
}

function shownStatus(mirror: Mirror, caseId: string): { value: CaseStatus; version: number } {
  return mirror
    .prepare<{ value: CaseStatus; version: number }>(
      'SELECT status AS value, status_version AS version FROM cases WHERE id = ?',
    )
    .get(caseId)!
}
