import { eq } from 'drizzle-orm'
import { MACRO_FIELDS, type MacroContent, macroFaults } from '#shared/domain/macro.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { macroHistory, macros } from '../../db/schema.ts'
import type { Outcome } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { deleteContent, type Kind, saveContent } from '../kept-content/content-operations.ts'

type Save = Extract<Operation, { kind: 'macro.save' }>
type Delete = Extract<Operation, { kind: 'macro.delete' }>

const MACRO: Kind<MacroContent, typeof macros.$inferSelect> = {
  name: 'macro',
  fields: MACRO_FIELDS,
  texts: ['bodySl', 'bodyEn'],
  faultsOf: macroFaults,
  wellFormed: ({ name, shortcut, words, bodySl, bodyEn, status, owner, teamId, snooze, shared }) => ({
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
  }),
  contentOf: ({ ownerId, name, shortcut, words, bodySl, bodyEn, status, owner, teamId, snooze }) => {
    return { name, shortcut, words, bodySl, bodyEn, status, owner, teamId, snooze, shared: ownerId === null }
  },
  conflict: (sides) => ({ field: 'macro', ...sides }),
  lock: async ({ tx }, id) => (await tx.select().from(macros).where(eq(macros.id, id)).for('update'))[0],
  insert: ({ tx }, id, columns) => tx.insert(macros).values({ id, ...columns }),
  update: ({ tx }, id, columns) => tx.update(macros).set(columns).where(eq(macros.id, id)),
  remove: ({ tx }, id) => tx.delete(macros).where(eq(macros.id, id)),
  record: ({ tx, newId, now }, { id: macroId, ...step }) =>
    tx.insert(macroHistory).values({ id: newId(), at: now, macroId, ...step }),
}

export function saveMacro(work: Work, { macroId: id, content, base }: Save, agentId: string): Promise<Outcome> {
  return saveContent(work, MACRO, { id, content, base, agentId })
}

export function deleteMacro(work: Work, { macroId: id }: Delete, agentId: string): Promise<Outcome> {
  return deleteContent(work, MACRO, { id, agentId })
}
