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
]
