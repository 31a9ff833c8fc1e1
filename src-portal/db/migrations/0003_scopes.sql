-- Nobody may go on from an entry without a scope: the feed is filled anew below, and begins a new epoch.
TRUNCATE sync_change;
--> statement-breakpoint
DROP INDEX "sync_change_seq";
--> statement-breakpoint
DROP INDEX "sync_change_tombstones";
--> statement-breakpoint
ALTER TABLE "sync_change" DROP CONSTRAINT "sync_change_table_name_row_id_pk";
--> statement-breakpoint
ALTER TABLE "sync_change" ALTER COLUMN "scope" SET DATA TYPE text collate "C";
--> statement-breakpoint
ALTER TABLE "sync_change" ALTER COLUMN "scope" SET DEFAULT '';
--> statement-breakpoint
ALTER TABLE "sync_change" ALTER COLUMN "scope" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "sync_change" ADD CONSTRAINT "sync_change_scope_table_name_row_id_pk" PRIMARY KEY("scope","table_name","row_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "sync_change_scope_seq" ON "sync_change" USING btree ("scope","seq");
--> statement-breakpoint
CREATE INDEX "sync_change_gone" ON "sync_change" USING btree ("changed_at") WHERE "sync_change"."kind" <> 'row';
--> statement-breakpoint
CREATE FUNCTION sync_now() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;
--> statement-breakpoint
-- Rows that every agent sees.
CREATE OR REPLACE FUNCTION sync_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next_seq bigint;
  changed_id text;
  change_kind text := 'row';
BEGIN
  IF TG_OP = 'DELETE' THEN
    changed_id := OLD.id;
    change_kind := 'tombstone';
  ELSE
    changed_id := NEW.id;
  END IF;
  UPDATE sync_clock SET seq = seq + 1 WHERE one = 1 RETURNING seq INTO STRICT next_seq;
  INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
  VALUES ('', TG_ARGV[0], changed_id, next_seq, change_kind, sync_now())
  ON CONFLICT (scope, table_name, row_id) DO UPDATE
    SET seq = excluded.seq, kind = excluded.kind, changed_at = excluded.changed_at;
  -- A wake-up without content: listeners read the clock. Equal notifications of one transaction are sent once.
  PERFORM pg_notify('sync_feed', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Cases, and what belongs to a case, are seen by the case's team. The team is looked up under the clock's lock, so it is
-- what all commits before have made it: a note that is written while its case moves lands in one scope or the other,
-- and when it lands before the move, the move takes it along.
CREATE FUNCTION sync_case_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next_seq bigint;
  changed_case text;
  team text;
BEGIN
  UPDATE sync_clock SET seq = seq + 1 WHERE one = 1 RETURNING seq INTO STRICT next_seq;
  IF TG_OP = 'DELETE' THEN
    UPDATE sync_change SET seq = next_seq, kind = 'tombstone', changed_at = sync_now()
    WHERE scope IN (SELECT id FROM teams) AND table_name = TG_ARGV[0] AND row_id = OLD.id AND kind = 'row';
  ELSE
    IF TG_TABLE_NAME = 'cases' THEN
      changed_case := NEW.id;
    ELSE
      changed_case := NEW.case_id;
    END IF;
    SELECT team_id INTO team FROM cases WHERE id = changed_case;
    -- Of what is gone again at the end of its transaction nobody need hear.
    IF FOUND THEN
      INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
      VALUES (team, TG_ARGV[0], NEW.id, next_seq, 'row', sync_now())
      ON CONFLICT (scope, table_name, row_id) DO UPDATE
        SET seq = excluded.seq, kind = excluded.kind, changed_at = excluded.changed_at;
    END IF;
  END IF;
  PERFORM pg_notify('sync_feed', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- The team that a case leaves is told to let go of it and of all its parts; the one that it comes to is told them all.
CREATE FUNCTION sync_case_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  team text;
  told bigint;
BEGIN
  SELECT seq INTO STRICT last_seq FROM sync_clock WHERE one = 1 FOR UPDATE;
  SELECT team_id INTO team FROM cases WHERE id = NEW.id;
  -- Deleted, or back again, later in the same transaction: that change has an event of its own.
  IF NOT FOUND OR team = OLD.team_id THEN
    RETURN NULL;
  END IF;
  WITH part AS (
    SELECT 1 AS place, 'cases' AS table_name, NEW.id AS row_id
    UNION ALL SELECT 2, 'notes', id FROM notes WHERE case_id = NEW.id
    UNION ALL SELECT 3, 'caseEvents', id FROM case_events WHERE case_id = NEW.id
    UNION ALL SELECT 4, 'attachments', id FROM attachments WHERE case_id = NEW.id
  ), entry AS (
    SELECT 1 AS turn, part.place, OLD.team_id AS scope, part.table_name, part.row_id, 'eviction' AS kind
    FROM part JOIN sync_change known ON known.scope = OLD.team_id AND known.table_name = part.table_name
      AND known.row_id = part.row_id AND known.kind = 'row'
    UNION ALL
    SELECT 2, part.place, team, part.table_name, part.row_id, 'row' FROM part
  ), written AS (
    INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
    SELECT scope, table_name, row_id, last_seq + row_number() OVER (ORDER BY turn, place, row_id), kind, sync_now()
    FROM entry
    ON CONFLICT (scope, table_name, row_id) DO UPDATE
      SET seq = excluded.seq, kind = excluded.kind, changed_at = excluded.changed_at
    RETURNING 1
  )
  SELECT count(*) INTO told FROM written;
  UPDATE sync_clock SET seq = last_seq + told WHERE one = 1;
  PERFORM pg_notify('sync_feed', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- An agent's row names the agent's teams.
CREATE FUNCTION sync_membership_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next_seq bigint;
  changed_id text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    changed_id := OLD.agent_id;
  ELSE
    changed_id := NEW.agent_id;
  END IF;
  UPDATE sync_clock SET seq = seq + 1 WHERE one = 1 RETURNING seq INTO STRICT next_seq;
  INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
  SELECT '', 'agents', id, next_seq, 'row', sync_now() FROM agents WHERE id = changed_id
  ON CONFLICT (scope, table_name, row_id) DO UPDATE
    SET seq = excluded.seq, kind = excluded.kind, changed_at = excluded.changed_at;
  PERFORM pg_notify('sync_feed', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Whoever could give a part to another case, or a membership to another agent, would leave the first one's reader with it.
CREATE FUNCTION sync_parent_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % never change what they belong to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
DROP TRIGGER cases_sync ON cases;
--> statement-breakpoint
DROP TRIGGER cases_sync_update ON cases;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cases_sync AFTER INSERT OR DELETE ON cases DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('cases');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cases_sync_update AFTER UPDATE ON cases DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND OLD.team_id = NEW.team_id AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('cases');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cases_sync_move AFTER UPDATE ON cases DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.team_id <> NEW.team_id AND current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_moved();
--> statement-breakpoint
DROP TRIGGER notes_sync ON notes;
--> statement-breakpoint
DROP TRIGGER notes_sync_update ON notes;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER notes_sync AFTER INSERT OR DELETE ON notes DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('notes');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER notes_sync_update AFTER UPDATE ON notes DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('notes');
--> statement-breakpoint
CREATE TRIGGER notes_fixed BEFORE UPDATE ON notes
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id) EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
DROP TRIGGER case_events_sync ON case_events;
--> statement-breakpoint
DROP TRIGGER case_events_sync_update ON case_events;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_events_sync AFTER INSERT OR DELETE ON case_events DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('caseEvents');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_events_sync_update AFTER UPDATE ON case_events DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('caseEvents');
--> statement-breakpoint
CREATE TRIGGER case_events_fixed BEFORE UPDATE ON case_events
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id) EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
DROP TRIGGER attachments_sync ON attachments;
--> statement-breakpoint
DROP TRIGGER attachments_sync_update ON attachments;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER attachments_sync AFTER INSERT OR DELETE ON attachments DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('attachments');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER attachments_sync_update AFTER UPDATE ON attachments DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('attachments');
--> statement-breakpoint
CREATE TRIGGER attachments_fixed BEFORE UPDATE ON attachments
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id) EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER team_members_sync AFTER INSERT OR DELETE ON team_members DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_membership_changed();
--> statement-breakpoint
CREATE TRIGGER team_members_fixed BEFORE UPDATE ON team_members
FOR EACH ROW EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
SELECT scope, table_name, id, row_number() OVER (ORDER BY place, id), 'row', sync_now() FROM (
  SELECT 1 AS place, '' COLLATE "C" AS scope, 'teams' AS table_name, id FROM teams
  UNION ALL SELECT 2, '' COLLATE "C", 'agents', id FROM agents
  UNION ALL SELECT 3, '' COLLATE "C", 'accounts', id FROM accounts
  UNION ALL SELECT 4, '' COLLATE "C", 'contacts', id FROM contacts
  UNION ALL SELECT 5, '' COLLATE "C", 'entitlements', id FROM entitlements
  UNION ALL SELECT 6, '' COLLATE "C", 'devices', id FROM devices
  UNION ALL SELECT 7, team_id, 'cases', id FROM cases
  UNION ALL SELECT 8, c.team_id, 'notes', t.id FROM notes t JOIN cases c ON c.id = t.case_id
  UNION ALL SELECT 9, c.team_id, 'caseEvents', t.id FROM case_events t JOIN cases c ON c.id = t.case_id
  UNION ALL SELECT 10, '' COLLATE "C", 'registrations', id FROM registrations
  UNION ALL SELECT 11, c.team_id, 'attachments', t.id FROM attachments t JOIN cases c ON c.id = t.case_id
) known;
--> statement-breakpoint
UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', ''), seq = (SELECT count(*) FROM sync_change), horizon = 0;
