import type { DeskApi } from '#main/desk/api.ts'
import { DeskFault } from '#main/desk/fault.ts'
import type { MacroContent } from '#shared/domain/macro.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { BulkAction, BulkRun } from '#shared/rpc/bulk.ts'
import type { SimDesk } from './desk.ts'
import { inDoubt } from './doubt.ts'
import type { DeskFacts, Facts } from './facts.ts'
import type { World, WrittenKind } from './world.ts'

/** Commands for many cases and macros: what agents were told of them, and what must hold of them. */

/** The only word of it is one that no case has, so that every run says something that no other says. */
export function aMacro(name: string, status: MacroContent['status']): MacroContent {
  return {
    name,
    shortcut: '',
    words: 'note',
    bodySl: '{{zahtevek.referenca}}',
    bodyEn: '',
    status,
    owner: 'me',
    teamId: null,
    snooze: 'answer',
    shared: true,
  }
}

type Member = { op_id: string; operation: string }

const membersOf = (desk: SimDesk, groupId: string): Member[] =>
  desk.disk.read<Member>('outbox.db', `SELECT op_id, operation FROM operation WHERE group_id = '${groupId}'`) ?? []

/** Runs it, and remembers each of its operations as the agent was told: safe. */
export async function runGroup(
  { written }: Pick<World, 'written'>,
  desk: SimDesk,
  api: DeskApi,
  { caseIds, action, words }: { caseIds: string[]; action: BulkAction; words: string | null },
): Promise<BulkRun> {
  const run = await api.bulk.run({ caseIds, action })
  if (desk.disk.dead) return run
  for (const { op_id: opId, operation } of membersOf(desk, run.groupId)) {
    const parsed = JSON.parse(operation) as Operation
    const kind = kindOf(parsed)
    const on = 'caseId' in parsed ? parsed.caseId : ''
    written.push({
      opId,
      desk: desk.nth,
      kind,
      on,
      words: kind === 'note' ? words : null,
      withdrawn: false,
      group: run.groupId,
    })
  }
  return run
}

function kindOf(operation: Operation): WrittenKind {
  if (operation.kind === 'note.create') return 'note'
  if (operation.kind === 'case.snooze') return 'snooze'
  if (operation.kind === 'case.update' && operation.ownerId) return 'owner'
  return operation.kind === 'case.update' && operation.teamId ? 'team' : 'status'
}

/** Takes back the last command; what has left stays, and is no more doubtful than before. */
export async function undoGroup({ written }: Pick<World, 'written'>, desk: SimDesk, api: DeskApi): Promise<void> {
  const last = await api.bulk.last(undefined)
  if (last === null) throw new DeskFault('not_found')
  const mine = written.filter(({ group, withdrawn }) => group === last.groupId && !withdrawn)
  await inDoubt(desk, mine, () => api.bulk.undo({ groupId: last.groupId }))
  const left = new Set(membersOf(desk, last.groupId).map(({ op_id }) => op_id))
  for (const one of mine) one.withdrawn = !left.has(one.opId)
}

/** A new macro, or a change of the first one that is there, over what this desk sees of it. */
export async function saveMacro(api: DeskApi, name: string, status: MacroContent['status']) {
  const [known] = await api.macros.list(undefined)
  const content = aMacro(name, status)
  if (!known) return api.macros.save({ macroId: null, content, base: null })
  return api.macros.save({ macroId: known.id, content, base: known.content })
}

/** 10. A command is whole: what a desk remembers of its last one, and all of its operations, are there or none (S82, S84). */
export function everyCommandWhole(facts: Facts): string[] {
  return facts.desks.flatMap((desk) => {
    const { lastRun } = desk
    // Taken back, it is known by its time of undoing alone; one part can have been taken back by itself, too.
    if (lastRun === null || lastRun.undoUntil === null || isThinned(facts, desk, lastRun.groupId)) return []
    const cases = new Set(desk.groups.filter(({ group_id }) => group_id === lastRun.groupId).map(({ on }) => on))
    return cases.size === lastRun.done
      ? []
      : [
          `command ${lastRun.groupId} of desk ${desk.desk.nth} was for ${lastRun.done} cases and is there for ${cases.size}`,
        ]
  })
}

/** A part was taken back by itself, or with the case that it was about, which the portal has never had then. */
function isThinned({ written, cases }: Facts, { desk }: DeskFacts, groupId: string): boolean {
  const mine = written.filter((one) => one.desk === desk.nth && one.group === groupId)
  if (mine.some(({ withdrawn, doubtful, on }) => withdrawn || doubtful || !cases.has(on))) return true
  // A machine that stopped before it had answered told of no part: one may have been for a case that was never made.
  const neverMade = written.some((one) => one.desk === desk.nth && one.withdrawn && one.makes && !cases.has(one.makes))
  return mine.length === 0 && neverMade
}
