import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { MACRO_SNOOZES, MACRO_WORDS, type MacroContent } from '#shared/domain/macro.ts'
import { CASE_STATUSES } from '#shared/domain/status.ts'
import { instant, jsonText, key } from './columns.ts'
import { agents } from './domain.ts'

/** What agents do with a case in one step; the rules of what they hold are `#shared/domain/macro.ts`. */
export const macros = pgTable(
  'macros',
  {
    id: key('id').primaryKey(),
    /** Null: shared by all agents. */
    ownerId: key('owner_id').references(() => agents.id),
    name: text('name').notNull(),
    shortcut: text('shortcut').notNull(),
    words: text('words', { enum: MACRO_WORDS }).notNull(),
    bodySl: text('body_sl').notNull(),
    bodyEn: text('body_en').notNull(),
    status: text('status', { enum: CASE_STATUSES }),
    /** `me`, `nobody` or an agent's id; a team that is gone is found out when the macro is run. */
    owner: text('owner'),
    teamId: key('team_id'),
    snooze: text('snooze', { enum: MACRO_SNOOZES }),
    modifiedBy: key('modified_by')
      .notNull()
      .references(() => agents.id),
    modifiedAt: instant('modified_at').notNull(),
  },
  (t) => [index('macros_owner').on(t.ownerId)],
)

/** Not on the wire: who made of a macro what, when; also of those that are gone. */
export const macroHistory = pgTable(
  'macro_history',
  {
    id: key('id').primaryKey(),
    macroId: key('macro_id').notNull(),
    at: instant('at').notNull(),
    agentId: key('agent_id')
      .notNull()
      .references(() => agents.id),
    /** Null: there was none before, or is none after. */
    before: jsonText<MacroContent>('before'),
    after: jsonText<MacroContent>('after'),
  },
  (t) => [index('macro_history_macro').on(t.macroId, t.at)],
)
