import type { Migration } from '../migrate.ts'

/** Append only. The number of a step is its place, counted from one; it is the file's `user_version`. */
export const OUTBOX_MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE operation (
    ord INTEGER PRIMARY KEY AUTOINCREMENT,
    op_id TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL,
    -- the wire form, as JSON
    operation TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'settled', 'conflict', 'rejected')),
    -- sends that may have reached the portal; only at 0 it can be taken back
    sent INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_failed_at INTEGER,
    next_at INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    conflict TEXT,
    seq INTEGER,
    settled_at INTEGER
  ) STRICT;
  CREATE INDEX operation_unsettled ON operation (ord, case_id, state, next_at) WHERE state <> 'settled';
  CREATE INDEX operation_case ON operation (case_id);
  CREATE INDEX operation_settled ON operation (settled_at) WHERE state = 'settled';
  CREATE INDEX operation_seq ON operation (seq) WHERE state = 'settled';

  CREATE TABLE operation_dependency (
    op_id TEXT NOT NULL,
    depends_on TEXT NOT NULL,
    PRIMARY KEY (op_id, depends_on)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX operation_dependency_of ON operation_dependency (depends_on);

  CREATE TABLE draft (
    case_id TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('reply', 'note')),
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, mode)
  ) STRICT;

  CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // Lanes instead of cases, quarantine, undo of a send, what the author had seen, words that lost their row.
  `
  CREATE TABLE operation_2 (
    ord INTEGER PRIMARY KEY AUTOINCREMENT,
    op_id TEXT NOT NULL UNIQUE,
    -- a case's id or a registration's
    lane TEXT NOT NULL,
    -- the wire form, as JSON
    operation TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'settled', 'conflict', 'rejected', 'quarantined')),
    -- sends that may have reached the portal; at 0 it can be taken back without asking there
    sent INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_failed_at INTEGER,
    next_at INTEGER NOT NULL DEFAULT 0,
    -- not before: the time in which a reply can be taken back
    hold_until INTEGER NOT NULL DEFAULT 0,
    -- the feed's number up to which its author knew the case
    seen_seq INTEGER,
    problem TEXT,
    conflict TEXT,
    seq INTEGER,
    settled_at INTEGER
  ) STRICT;
  INSERT INTO operation_2 (ord, op_id, lane, operation, state, sent, attempts, first_failed_at, next_at, problem, conflict, seq, settled_at)
    SELECT ord, op_id, case_id, operation, state, sent, attempts, first_failed_at, next_at, problem, conflict, seq, settled_at
    FROM operation;
  DROP TABLE operation;
  ALTER TABLE operation_2 RENAME TO operation;
  CREATE INDEX operation_unsettled ON operation (ord, lane, state, next_at, hold_until) WHERE state <> 'settled';
  CREATE INDEX operation_lane ON operation (lane);
  CREATE INDEX operation_settled ON operation (settled_at) WHERE state = 'settled';
  CREATE INDEX operation_seq ON operation (seq) WHERE state = 'settled';

  -- The feed's number, and this machine's time, at which the draft's author began; null where they are not known.
  ALTER TABLE draft ADD COLUMN began_seq INTEGER;
  ALTER TABLE draft ADD COLUMN began_at INTEGER;

  CREATE TABLE recovered (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT,
    case_number TEXT NOT NULL,
    case_title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'note', 'title', 'description', 'case', 'draft')),
    words TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('deleted', 'out_of_scope', 'withdrawn')),
    written_at INTEGER NOT NULL,
    lost_at INTEGER NOT NULL
  ) STRICT;
  `,
  // Files chosen for drafts. Those of an operation are named in the operation itself.
  `
  CREATE TABLE staged_file (
    -- becomes the attachment's
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('reply', 'note')),
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    staged_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX staged_file_draft ON staged_file (case_id, mode);
  `,
  // The state of sync asks often for what fails; it is not to read all that waits.
  `CREATE INDEX operation_failing ON operation (ord) WHERE attempts > 0`,
  // Words of estimates and of questions to applicants can be recovered too.
  `
  CREATE TABLE recovered_2 (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT,
    case_number TEXT NOT NULL,
    case_title TEXT NOT NULL,
    kind TEXT NOT NULL
      CHECK (kind IN ('reply', 'note', 'title', 'description', 'case', 'draft', 'estimate', 'question')),
    words TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('deleted', 'out_of_scope', 'withdrawn')),
    written_at INTEGER NOT NULL,
    lost_at INTEGER NOT NULL
  ) STRICT;
  INSERT INTO recovered_2 (id, case_id, case_number, case_title, kind, words, reason, written_at, lost_at)
    SELECT id, case_id, case_number, case_title, kind, words, reason, written_at, lost_at FROM recovered ORDER BY rowid;
  DROP TABLE recovered;
  ALTER TABLE recovered_2 RENAME TO recovered;
  `,
  // Words of templates can be recovered too. Which kinds there are is the program's to know; the next needs no new table.
  `
  CREATE TABLE recovered_3 (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT,
    case_number TEXT NOT NULL,
    case_title TEXT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('deleted', 'out_of_scope', 'withdrawn')),
    written_at INTEGER NOT NULL,
    lost_at INTEGER NOT NULL
  ) STRICT;
  INSERT INTO recovered_3 (id, case_id, case_number, case_title, kind, words, reason, written_at, lost_at)
    SELECT id, case_id, case_number, case_title, kind, words, reason, written_at, lost_at FROM recovered ORDER BY rowid;
  DROP TABLE recovered;
  ALTER TABLE recovered_3 RENAME TO recovered;
  `,
  // What was done with one command, or one key, is taken back as one.
  `
  ALTER TABLE operation ADD COLUMN group_id TEXT;
  CREATE INDEX operation_group ON operation (group_id) WHERE group_id IS NOT NULL;
  `,
]
