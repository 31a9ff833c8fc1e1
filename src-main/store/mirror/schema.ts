import { createHash } from 'node:crypto'
import { FACT_TABLES, FACT_TRIGGERS, NAME_INDEX } from './fact-schema.ts'

/**
 * What a first sync fills. The indexes that it keeps while it loads are those in whose order the rows come: they grow at
 * their end. The others and the full text follow in `buildIndexes`, about three times faster than keeping them would be.
 */
const TABLES = `
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Local number of a case, also of one whose row is not here (yet); notes and events point at it.
CREATE TABLE case_key (pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE teams (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- team_ids: JSON
CREATE TABLE agents (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, active INTEGER NOT NULL, team_ids TEXT NOT NULL,
  is_admin INTEGER NOT NULL, new_since INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, tax_number TEXT, country TEXT NOT NULL, city TEXT, seq INTEGER NOT NULL,
  -- made from the row for look-ups; words_key begins every word with a space
  tax_key TEXT, words_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  id TEXT NOT NULL PRIMARY KEY, account_id TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
  email TEXT NOT NULL, phone TEXT, language TEXT NOT NULL, sign_in TEXT NOT NULL, role TEXT NOT NULL,
  deletion_requested_at INTEGER, erased_at INTEGER, seq INTEGER NOT NULL,
  -- made from the row for look-ups
  email_key TEXT NOT NULL, name_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
  id TEXT NOT NULL PRIMARY KEY, contact_id TEXT NOT NULL, kind TEXT NOT NULL, version TEXT NOT NULL,
  given_at INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entitlements (
  id TEXT NOT NULL PRIMARY KEY, account_id TEXT NOT NULL, name TEXT NOT NULL, valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL, first_response_minutes INTEGER, resolution_minutes INTEGER, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
  pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, serial_number TEXT NOT NULL, serial_key TEXT NOT NULL, model TEXT NOT NULL,
  account_id TEXT, entitlement_id TEXT, sold_on TEXT, sale_document TEXT, warranty_until TEXT, firmware TEXT,
  state TEXT NOT NULL, replaced_by_id TEXT, seq INTEGER NOT NULL
) STRICT;

-- What the agent sees: where operations are pending, the portal's own row is kept in overlay.base.
CREATE TABLE cases (
  pk INTEGER PRIMARY KEY, id TEXT NOT NULL, case_number TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,
  case_type TEXT NOT NULL, status TEXT NOT NULL,
  -- empty: nobody
  owner_key TEXT NOT NULL,
  team_id TEXT NOT NULL,
  account_id TEXT NOT NULL, contact_id TEXT NOT NULL, entitlement_id TEXT, customer_system_id TEXT, warranty_repair INTEGER,
  serial_number TEXT, customer_reference TEXT, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, closed_at INTEGER,
  merged_into_id TEXT,
  status_version INTEGER NOT NULL, owner_version INTEGER NOT NULL, title_version INTEGER NOT NULL,
  description_version INTEGER NOT NULL, team_version INTEGER NOT NULL,
  -- JSON
  first_response TEXT, resolution TEXT,
  -- 0: the portal does not have the case yet
  seq INTEGER NOT NULL,
  -- made from the row for queries
  open INTEGER NOT NULL, status_group TEXT NOT NULL, number_sort INTEGER NOT NULL, number_key TEXT NOT NULL, serial_key TEXT,
  reference_key TEXT, system_key TEXT, title_sort TEXT NOT NULL,
  -- of the two promises: what is due next, how they are on the whole, and each for counting (keptMark)
  due_at INTEGER, sla INTEGER NOT NULL, response_kept INTEGER, resolution_kept INTEGER,
  -- flags of the overlay
  pending INTEGER NOT NULL DEFAULT 0, conflict INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE notes (
  pk INTEGER PRIMARY KEY, id TEXT NOT NULL, case_pk INTEGER NOT NULL, visibility TEXT NOT NULL, author_kind TEXT NOT NULL,
  author_id TEXT, body TEXT NOT NULL, created_at INTEGER NOT NULL,
  -- ids of agents, JSON
  mentions TEXT NOT NULL, seq INTEGER NOT NULL,
  -- state of the operation that carries it, while the portal's row is not here
  local TEXT
) STRICT;

CREATE INDEX note_local ON notes (case_pk) WHERE local IS NOT NULL;
CREATE INDEX note_mentions ON notes (created_at) WHERE mentions <> '[]';

CREATE TABLE case_events (
  pk INTEGER PRIMARY KEY, id TEXT NOT NULL, case_pk INTEGER NOT NULL, field TEXT NOT NULL, from_value TEXT, to_value TEXT,
  actor_kind TEXT NOT NULL, actor_id TEXT, created_at INTEGER NOT NULL, authored_at INTEGER, seq INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX note_id ON notes (id);
CREATE UNIQUE INDEX case_event_id ON case_events (id);

CREATE TABLE registrations (
  id TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, salutation TEXT NOT NULL, first_name TEXT NOT NULL,
  last_name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, mobile TEXT, department TEXT NOT NULL,
  company TEXT NOT NULL, tax_number TEXT NOT NULL, country TEXT NOT NULL, language TEXT NOT NULL,
  created_at INTEGER NOT NULL, decided_by TEXT, decided_at INTEGER, decision_reason TEXT, proof TEXT NOT NULL,
  customer_code TEXT, invoice_number TEXT, explanation TEXT, contact_id TEXT,
  -- JSON
  history TEXT NOT NULL,
  seq INTEGER NOT NULL,
  -- made from the row for look-ups
  email_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Those that the portal has; what waits to be sent of them is the outbox's to say.
CREATE TABLE estimates (
  id TEXT NOT NULL PRIMARY KEY, case_pk INTEGER NOT NULL, state TEXT NOT NULL,
  -- JSON
  items TEXT NOT NULL,
  note TEXT NOT NULL, valid_until TEXT NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL, ended_by TEXT,
  ended_at INTEGER, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Those that the portal has; what the agent sees of them is in rma_shown and rma_line_shown.
CREATE TABLE rmas (
  id TEXT NOT NULL PRIMARY KEY, case_pk INTEGER NOT NULL, rma_number TEXT NOT NULL, created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rma_lines (
  id TEXT NOT NULL PRIMARY KEY, rma_id TEXT NOT NULL, case_pk INTEGER NOT NULL, position INTEGER NOT NULL,
  serial_number TEXT NOT NULL, model TEXT NOT NULL, fault TEXT NOT NULL, accessories TEXT NOT NULL,
  diagnosis TEXT NOT NULL, work TEXT NOT NULL, parts TEXT NOT NULL, warranty TEXT NOT NULL, state TEXT NOT NULL,
  state_since INTEGER NOT NULL, received_at INTEGER, shipped_at INTEGER, new_serial_number TEXT, rejection_reason TEXT,
  inbound_carrier TEXT, inbound_tracking TEXT, carrier TEXT, tracking_number TEXT, estimate_id TEXT,
  created_at INTEGER NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- RMAs and lines with what is pending on top, made anew with each change of their case. state: that of the lines.
-- due_at: when the next step is due; of an RMA that of its first line, beyond all times where nothing is due.
CREATE TABLE rma_shown (
  id TEXT NOT NULL PRIMARY KEY, case_pk INTEGER NOT NULL, rma_number TEXT NOT NULL, number_key TEXT NOT NULL,
  number_sort INTEGER NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL, state TEXT NOT NULL,
  due_at INTEGER NOT NULL, line_count INTEGER NOT NULL, pending INTEGER NOT NULL, conflict INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- line: an RmaLineRow as JSON
CREATE TABLE rma_line_shown (
  id TEXT NOT NULL PRIMARY KEY, rma_id TEXT NOT NULL, case_pk INTEGER NOT NULL, position INTEGER NOT NULL,
  state TEXT NOT NULL, state_since INTEGER NOT NULL, due_at INTEGER NOT NULL, serial_key TEXT NOT NULL,
  new_serial_key TEXT, line TEXT NOT NULL, pending INTEGER NOT NULL, conflict INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Those that the portal has; what waits to be sent of them is the outbox's to say.
CREATE TABLE templates (
  id TEXT NOT NULL PRIMARY KEY, owner_id TEXT, name TEXT NOT NULL, shortcut TEXT NOT NULL, body_sl TEXT NOT NULL,
  body_en TEXT NOT NULL, modified_by TEXT NOT NULL, modified_at INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE macros (
  id TEXT NOT NULL PRIMARY KEY, owner_id TEXT, name TEXT NOT NULL, shortcut TEXT NOT NULL, words TEXT NOT NULL,
  body_sl TEXT NOT NULL, body_en TEXT NOT NULL, status TEXT, owner TEXT, team_id TEXT, snooze TEXT,
  modified_by TEXT NOT NULL, modified_at INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE views (
  id TEXT NOT NULL PRIMARY KEY, owner_id TEXT, name TEXT NOT NULL, filter TEXT NOT NULL, sort TEXT NOT NULL,
  direction TEXT NOT NULL, colour TEXT NOT NULL, pinned INTEGER NOT NULL, position INTEGER NOT NULL,
  modified_by TEXT NOT NULL, modified_at INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- week, holidays: JSON
CREATE TABLE service_levels (
  id TEXT NOT NULL PRIMARY KEY, time_zone TEXT NOT NULL, week TEXT NOT NULL, holidays TEXT NOT NULL,
  first_response_minutes INTEGER, resolution_minutes INTEGER, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What the portal has of the agent's own marks; what they come to with the pending ones is in case_attention.
CREATE TABLE case_marks (
  id TEXT NOT NULL PRIMARY KEY, owner_id TEXT NOT NULL, case_pk INTEGER NOT NULL, snoozed_after INTEGER,
  snoozed_until INTEGER, read_until INTEGER, following TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_mark_case ON case_marks (case_pk);

-- Cases of which there is more to say than usual. asleep: the snooze lasts; back: why it ended.
CREATE TABLE case_attention (
  case_pk INTEGER PRIMARY KEY, snoozed_after INTEGER, snoozed_until INTEGER, asleep INTEGER NOT NULL,
  back TEXT, following TEXT NOT NULL, read_until INTEGER, unread INTEGER NOT NULL, pending INTEGER NOT NULL
) STRICT;
CREATE INDEX attention_unread ON case_attention (case_pk) WHERE unread = 1;
CREATE INDEX attention_asleep ON case_attention (case_pk) WHERE asleep = 1;
CREATE INDEX attention_followed ON case_attention (case_pk) WHERE following = 'yes';
CREATE INDEX attention_muted ON case_attention (case_pk) WHERE following = 'no';
CREATE INDEX attention_snoozed ON case_attention (snoozed_until) WHERE snoozed_after IS NOT NULL;
CREATE TABLE case_links (
  id TEXT NOT NULL PRIMARY KEY, case_pk INTEGER NOT NULL, other_id TEXT NOT NULL, other_number TEXT NOT NULL, kind TEXT NOT NULL,
  created_by TEXT, created_at INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments (
  id TEXT NOT NULL PRIMARY KEY, case_pk INTEGER NOT NULL, note_id TEXT, file_name TEXT NOT NULL, media_type TEXT NOT NULL,
  size INTEGER NOT NULL, sha256 TEXT NOT NULL, created_at INTEGER NOT NULL,
  -- 0: goes with an operation that the portal does not have yet
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Cases with pending operations. base: the portal's row and its seq, where fields are covered.
-- due_seq: when the cursor reaches it, an operation of the case leaves the overlay.
CREATE TABLE overlay (case_pk INTEGER PRIMARY KEY, base TEXT, due_seq INTEGER) STRICT;
CREATE INDEX overlay_due ON overlay (due_seq) WHERE due_seq IS NOT NULL;

-- Number of cases by what the queues and their filters tell apart.
CREATE TABLE case_count (
  status TEXT NOT NULL, owner_key TEXT NOT NULL, case_type TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (status, owner_key, case_type)
) STRICT, WITHOUT ROWID;

-- Full text: one document a case. doc grows with every change of the case, so the newest hits are those with the highest doc.
CREATE TABLE search_doc (doc INTEGER PRIMARY KEY, case_pk INTEGER NOT NULL) STRICT;
-- Cases whose document is out of date. to_top: the case itself changed, so it gets a new doc.
CREATE TABLE search_stale (case_pk INTEGER PRIMARY KEY, to_top INTEGER NOT NULL) STRICT;
CREATE VIRTUAL TABLE case_text USING fts5 (
  text, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6 7 8', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO case_text (case_text, rank) VALUES ('hashsize', 16777216);
-- Keys of case number and serial number, found by any three characters or more.
CREATE VIRTUAL TABLE case_keys USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram');
-- Contacts by the beginnings of their words: names, e-mail, company, the digits of the phone.
CREATE TABLE contact_doc (doc INTEGER PRIMARY KEY, contact_id TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE contact_text USING fts5 (
  text, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
-- Every end of a device's serial key but the whole of it; what stands inside a key begins one of its ends.
CREATE TABLE device_suffixes (
  suffix TEXT NOT NULL, device_pk INTEGER NOT NULL, PRIMARY KEY (suffix, device_pk)
) STRICT, WITHOUT ROWID;
-- Merging within a transaction blocks for 100 ms and more; refreshStale does it in slices. The crisis is only a last resort.
INSERT INTO case_text (case_text, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
INSERT INTO case_keys (case_keys, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
`

/** Built after the load, one at a time. */
export const INDEXES = [
  // What tells a first response stands in it too: the dashboard looks for thousands of them.
  'CREATE INDEX IF NOT EXISTS note_case ON notes (case_pk, created_at, author_kind, visibility, local)',
  'CREATE INDEX IF NOT EXISTS case_event_case ON case_events (case_pk, created_at)',
  'CREATE INDEX IF NOT EXISTS attachment_case ON attachments (case_pk)',
  'CREATE INDEX IF NOT EXISTS account_tax ON accounts (tax_key) WHERE tax_key IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS contact_account ON contacts (account_id, name_key)',
  'CREATE INDEX IF NOT EXISTS contact_email ON contacts (email_key)',
  `CREATE INDEX IF NOT EXISTS contact_deletion ON contacts (deletion_requested_at, id)
     WHERE deletion_requested_at IS NOT NULL`,
  'CREATE INDEX IF NOT EXISTS consent_contact ON consents (contact_id, given_at)',
  'CREATE INDEX IF NOT EXISTS estimate_case ON estimates (case_pk, created_at)',
  'CREATE INDEX IF NOT EXISTS case_link_case ON case_links (case_pk)',
  `CREATE INDEX IF NOT EXISTS case_merged ON cases (merged_into_id) WHERE merged_into_id IS NOT NULL`,
  'CREATE INDEX IF NOT EXISTS rma_case ON rmas (case_pk)',
  'CREATE INDEX IF NOT EXISTS rma_line_case ON rma_lines (case_pk)',
  'CREATE INDEX IF NOT EXISTS rma_shown_case ON rma_shown (case_pk, created_at)',
  ...['created_at', 'due_at', 'number_sort'].map(
    (sort) => `CREATE INDEX IF NOT EXISTS rma_shown_${sort} ON rma_shown (${sort}, id, state)`,
  ),
  'CREATE INDEX IF NOT EXISTS rma_shown_number ON rma_shown (number_key)',
  'CREATE INDEX IF NOT EXISTS rma_line_shown_case ON rma_line_shown (case_pk)',
  'CREATE INDEX IF NOT EXISTS rma_line_shown_rma ON rma_line_shown (rma_id, position)',
  'CREATE INDEX IF NOT EXISTS rma_line_shown_state ON rma_line_shown (state, state_since, id, due_at)',
  'CREATE INDEX IF NOT EXISTS rma_line_shown_serial ON rma_line_shown (serial_key)',
  `CREATE INDEX IF NOT EXISTS rma_line_shown_new_serial ON rma_line_shown (new_serial_key)
     WHERE new_serial_key IS NOT NULL`,
  'CREATE INDEX IF NOT EXISTS entitlement_account ON entitlements (account_id, valid_until)',
  'CREATE INDEX IF NOT EXISTS device_account ON devices (account_id, serial_key) WHERE account_id IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS registration_state ON registrations (state, created_at)',
  'CREATE INDEX IF NOT EXISTS registration_email ON registrations (email_key, created_at)',
  ...['modified_at', 'created_at', 'number_sort'].flatMap((sort) => [
    `CREATE INDEX IF NOT EXISTS case_open_${sort} ON cases (${sort}) WHERE open = 1`,
    `CREATE INDEX IF NOT EXISTS case_group_${sort} ON cases (status_group, ${sort})`,
    `CREATE INDEX IF NOT EXISTS case_owner_${sort} ON cases (owner_key, open, ${sort})`,
  ]),
  // Holds all that the dashboard counts, in the order in which it goes through years of cases.
  `CREATE INDEX IF NOT EXISTS case_report ON cases (created_at, pk, closed_at, owner_key, account_id, serial_key,
     response_kept, resolution_kept)`,
  'CREATE INDEX IF NOT EXISTS case_due ON cases (due_at) WHERE due_at IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS case_account ON cases (account_id, modified_at)',
  'CREATE INDEX IF NOT EXISTS case_contact ON cases (contact_id, modified_at)',
  'CREATE INDEX IF NOT EXISTS case_serial ON cases (serial_key, modified_at) WHERE serial_key IS NOT NULL',
  // Holds whole rows: devices beside each other by serial number lie anywhere in the table.
  `CREATE INDEX IF NOT EXISTS device_serial ON devices (serial_key, id, serial_number, model, account_id, entitlement_id,
     sold_on, sale_document, warranty_until, firmware, state, replaced_by_id)`,
  'CREATE INDEX IF NOT EXISTS device_replaced_by ON devices (replaced_by_id) WHERE replaced_by_id IS NOT NULL',
] as const

/** Only while the full text is built: the order in which cases get their documents. */
export const BUILD_INDEX = 'CREATE INDEX IF NOT EXISTS case_build ON cases (modified_at)'
export const DROP_BUILD_INDEX = 'DROP INDEX IF EXISTS case_build'
/** After the documents are in. */
export const SEARCH_DOC_INDEX = 'CREATE UNIQUE INDEX IF NOT EXISTS search_doc_case ON search_doc (case_pk)'

export const MIRROR_SCHEMA = TABLES + FACT_TABLES

/** Pages kept decrypted: enough for the threads of a day's cases and for every device. */
export const MIRROR_CACHE_KIB = 96_000

/** Any change of the schema makes another number, so a mirror of another schema is recognised without anybody counting. */
export const MIRROR_VERSION =
  createHash('sha256')
    .update([MIRROR_SCHEMA, ...INDEXES, SEARCH_DOC_INDEX, NAME_INDEX, ...FACT_TRIGGERS].join('\n'))
    .digest()
    .readUInt32BE(0) & 0x7fffffff
