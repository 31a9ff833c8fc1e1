import { eq } from 'drizzle-orm'
import { type MacroContent, macroFaults } from '#shared/domain/macro.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { macroHistory, macros } from '../../db/schema.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { mergeMacro } from './merge-macro.ts'

type Save = Extract<Operation, { kind: 'macro.save' }>
type Delete = Extract<Operation, { kind: 'macro.delete' }>
type Macro = typeof macros.$inferSelect

/** Every agent may change what is shared; what is somebody else's alone is answered as if there were none. */
export async function saveMacro(work: Work, operation: Save, agentId: string): Promise<Outcome> {
  const content = wellFormed(operation.content)
  const [fault] = macroFaults(content)
  if (fault) return rejected(fault, 'The macro cannot be kept like this')
  const found = await lockMacro(work, operation.macroId)
  if (operation.base === null) {
    if (found) return rejected('macro_known', 'There is a macro of that id already')
    return createMacro(work, operation.macroId, content, agentId)
  }
  if (!found || !isVisible(found, agentId)) return rejected('macro_gone', 'There is no such macro')
  const base = wellFormed(operation.base)
  const theirs = contentOf(found)
  if (base.shared && !content.shared) return rejected('macro_stays_shared', 'What is shared stays so')
  const merged = mergeMacro(base, content, theirs)
  if (!merged.clean) {
    const { modifiedBy: changedBy, modifiedAt: changedAt } = found
    const conflict = { field: 'macro' as const, base, mine: merged.content, theirs, changedBy, changedAt }
    return { status: 'conflict', conflict }
  }
  if (isSame(merged.content, theirs)) return { status: 'merged' }
  await writeMacro(work, found, merged.content, agentId)
  return { status: isSame(merged.content, content) ? 'applied' : 'merged' }
}

export async function deleteMacro(work: Work, { macroId }: Delete, agentId: string): Promise<Outcome> {
  const found = await lockMacro(work, macroId)
  if (!found || !isVisible(found, agentId)) return { status: 'merged' }
  await work.tx.delete(macros).where(eq(macros.id, macroId))
  await record(work, { macroId, agentId, before: contentOf(found), after: null })
  return { status: 'applied' }
}

async function createMacro(work: Work, macroId: string, content: MacroContent, agentId: string): Promise<Outcome> {
  const { shared, ...rest } = content
  const ownerId = shared ? null : agentId
  await work.tx.insert(macros).values({ id: macroId, ownerId, ...rest, modifiedBy: agentId, modifiedAt: work.now })
  await record(work, { macroId, agentId, before: null, after: content })
  return { status: 'applied' }
}

async function writeMacro(work: Work, found: Macro, content: MacroContent, agentId: string): Promise<void> {
  const { shared, ...rest } = content
  await work.tx
    .update(macros)
    .set({ ...rest, ownerId: shared ? null : found.ownerId, modifiedBy: agentId, modifiedAt: work.now })
    .where(eq(macros.id, found.id))
  await record(work, { macroId: found.id, agentId, before: contentOf(found), after: content })
}

type Step = Pick<typeof macroHistory.$inferInsert, 'macroId' | 'agentId' | 'before' | 'after'>

async function record({ tx, newId, now }: Work, step: Step): Promise<void> {
  await tx.insert(macroHistory).values({ id: newId(), at: now, ...step })
}

async function lockMacro({ tx }: Work, id: string): Promise<Macro | undefined> {
  const [found] = await tx.select().from(macros).where(eq(macros.id, id)).for('update')
  return found
}

const isVisible = ({ ownerId }: Macro, agentId: string): boolean => ownerId === null || ownerId === agentId

function contentOf({
  ownerId,
  name,
  shortcut,
  words,
  bodySl,
  bodyEn,
  status,
  owner,
  teamId,
  snooze,
}: Macro): MacroContent {
  return { name, shortcut, words, bodySl, bodyEn, status, owner, teamId, snooze, shared: ownerId === null }
}

/** Always in the same order, so that two of them can be compared as text. */
function wellFormed(content: MacroContent): MacroContent {
  const { name, shortcut, words, bodySl, bodyEn, status, owner, teamId, snooze, shared } = content
  return {
    name: name.toWellFormed().trim(),
    shortcut: shortcut.toWellFormed(),
    words,
    bodySl: words === 'none' ? '' : bodySl.toWellFormed(),
    bodyEn: words === 'none' ? '' : bodyEn.toWellFormed(),
    status,
    owner,
    teamId,
    snooze,
    shared,
  }
}

function isSame(one: MacroContent, other: MacroContent): boolean {
  return JSON.stringify(wellFormed(one)) === JSON.stringify(wellFormed(other))
}
