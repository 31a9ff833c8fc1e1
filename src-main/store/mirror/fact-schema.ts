import { CASE_TYPES } from '#shared/domain/case.ts'
import { CASE_STATUSES } from '#shared/domain/status.ts'

/** Greater than every instant and rank: nobody, no entitlement, a case that does not wait. */
export const NONE = Number.MAX_SAFE_INTEGER
/** A row that is not here, or not yet. */
export const UNKNOWN = NONE - 1
/** After every text: there is none. */
export const NO_TEXT = '\u{ffff}'

/**
 * What lists are filtered and sorted by, one short row a case: all of them can be read in a few milliseconds, whatever
 * is asked. Names stand there as their rank, so that no row must be joined to be put in order.
 */
export const FACT_TABLES = `
CREATE TABLE case_names (
  kind TEXT NOT NULL, id TEXT NOT NULL, sort_key TEXT NOT NULL, words TEXT NOT NULL, rank INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_facts (
  pk INTEGER PRIMARY KEY, status INTEGER NOT NULL, type INTEGER NOT NULL, warranty INTEGER NOT NULL,
  owner INTEGER NOT NULL, team INTEGER NOT NULL, account INTEGER NOT NULL, contact INTEGER NOT NULL,
  entitlement INTEGER NOT NULL, number INTEGER NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
  -- since when it waits
  waiting INTEGER NOT NULL,
  -- the next promise, and how they are on the whole
  due INTEGER NOT NULL, sla INTEGER NOT NULL,
  -- of the full text
  doc INTEGER NOT NULL,
  serial TEXT NOT NULL, reference TEXT NOT NULL, system TEXT NOT NULL, title TEXT NOT NULL
) STRICT;
`

/** The order of names, which is searched at every new one. */
export const NAME_INDEX = 'CREATE INDEX IF NOT EXISTS case_name_order ON case_names (kind, sort_key, id)'

const ordinal = (column: string, values: readonly string[]): string =>
  `CASE c.${column} ${values.map((value, at) => `WHEN '${value}' THEN ${at}`).join(' ')} END`

const rank = (kind: string, column: string): string =>
  `coalesce((SELECT rank FROM case_names n WHERE n.kind = '${kind}' AND n.id = c.${column}), ${UNKNOWN})`

/** Since the last event says so; a case that was moved here alone has no event yet. */
const waitingSince = (status: string, pk: string, modified: string): string =>
  `CASE ${status} WHEN 'waiting_for_details' THEN coalesce((SELECT CASE e.to_value WHEN 'waiting_for_details' THEN e.created_at END
     FROM case_events e WHERE e.case_pk = ${pk} AND e.field = 'status' ORDER BY e.created_at DESC LIMIT 1), ${modified})
   ELSE ${NONE} END`

/** The facts of the cases that `where` names, of the alias `c`. */
export const factsSql = (where: string): string => `INSERT OR REPLACE INTO case_facts
  SELECT c.pk, ${ordinal('status', CASE_STATUSES)}, ${ordinal('case_type', CASE_TYPES)}, coalesce(c.warranty_repair, 2),
    CASE c.owner_key WHEN '' THEN ${NONE} ELSE ${rank('agents', 'owner_key')} END, ${rank('teams', 'team_id')},
    ${rank('accounts', 'account_id')}, ${rank('contacts', 'contact_id')},
    CASE WHEN c.entitlement_id IS NULL THEN ${NONE} ELSE ${rank('entitlements', 'entitlement_id')} END,
    c.number_sort, c.created_at, c.modified_at, ${waitingSince('c.status', 'c.pk', 'c.modified_at')},
    coalesce(c.due_at, ${NONE}), c.sla, coalesce((SELECT d.doc FROM search_doc d WHERE d.case_pk = c.pk), 0), coalesce(c.serial_key, '${NO_TEXT}'),
    coalesce(c.reference_key, '${NO_TEXT}'), coalesce(c.system_key, '${NO_TEXT}'), c.title_sort
  FROM cases c WHERE ${where}`

/** Of the columns that the facts are made of. */
const CASE_COLUMNS = [
  'status',
  'case_type',
  'warranty_repair',
  'owner_key',
  'team_id',
  'account_id',
  'contact_id',
  'entitlement_id',
  'number_sort',
  'created_at',
  'modified_at',
  'serial_key',
  'reference_key',
  'system_key',
  'title_sort',
  'due_at',
  'sla',
]

const waitsAnew = (row: 'NEW' | 'OLD'): string => `UPDATE case_facts SET waiting = (
    SELECT ${waitingSince('c.status', 'c.pk', 'c.modified_at')} FROM cases c WHERE c.pk = ${row}.case_pk
  ) WHERE pk = ${row}.case_pk AND EXISTS (SELECT 1 FROM cases WHERE pk = ${row}.case_pk);`

/** Whoever writes a case, its events or its document keeps the facts by that; made when the facts are built. */
export const FACT_TRIGGERS = [
  `CREATE TRIGGER IF NOT EXISTS case_facts_insert AFTER INSERT ON cases BEGIN ${factsSql('c.pk = NEW.pk')}; END`,
  `CREATE TRIGGER IF NOT EXISTS case_facts_update AFTER UPDATE OF ${CASE_COLUMNS.join(', ')} ON cases BEGIN
     ${factsSql('c.pk = NEW.pk')}; END`,
  `CREATE TRIGGER IF NOT EXISTS case_facts_delete AFTER DELETE ON cases BEGIN DELETE FROM case_facts WHERE pk = OLD.pk; END`,
  `CREATE TRIGGER IF NOT EXISTS case_facts_event AFTER INSERT ON case_events WHEN NEW.field = 'status' BEGIN ${waitsAnew('NEW')} END`,
  `CREATE TRIGGER IF NOT EXISTS case_facts_event_change AFTER UPDATE ON case_events WHEN NEW.field = 'status' BEGIN ${waitsAnew('NEW')} END`,
  `CREATE TRIGGER IF NOT EXISTS case_facts_event_gone AFTER DELETE ON case_events WHEN OLD.field = 'status' BEGIN ${waitsAnew('OLD')} END`,
  `CREATE TRIGGER IF NOT EXISTS case_facts_doc AFTER INSERT ON search_doc BEGIN
     UPDATE case_facts SET doc = NEW.doc WHERE pk = NEW.case_pk; END`,
  `CREATE TRIGGER IF NOT EXISTS case_facts_doc_gone AFTER DELETE ON search_doc BEGIN
     UPDATE case_facts SET doc = 0 WHERE pk = OLD.case_pk; END`,
] as const
