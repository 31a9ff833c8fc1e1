-- Rows that must be there.
INSERT INTO sync_clock (one, epoch, seq) VALUES (1, replace(gen_random_uuid()::text, '-', ''), 0);
--> statement-breakpoint
INSERT INTO case_counter (one, last) VALUES (1, 0);
--> statement-breakpoint
-- Deferred to the commit: whoever takes a number holds the clock's row lock until the commit is done, so numbers become
-- visible in their order and a reader's cursor can never pass one that comes later. A bigserial could not promise that.
CREATE FUNCTION sync_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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
  INSERT INTO sync_change (table_name, row_id, seq, kind, changed_at)
  VALUES (TG_ARGV[0], changed_id, next_seq, change_kind, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
  ON CONFLICT (table_name, row_id) DO UPDATE
    SET seq = excluded.seq, kind = excluded.kind, scope = excluded.scope, changed_at = excluded.changed_at;
  -- A wake-up without content: listeners read the clock. Equal notifications of one transaction are sent once.
  PERFORM pg_notify('sync_feed', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- `spica.feed = 'off'` is for bulk loads, which fill the feed in one statement afterwards (db/bulk-load.ts).
CREATE CONSTRAINT TRIGGER agents_sync AFTER INSERT OR DELETE ON agents DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('agents');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER agents_sync_update AFTER UPDATE ON agents DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('agents');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER accounts_sync AFTER INSERT OR DELETE ON accounts DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('accounts');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER accounts_sync_update AFTER UPDATE ON accounts DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('accounts');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER contacts_sync AFTER INSERT OR DELETE ON contacts DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('contacts');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER contacts_sync_update AFTER UPDATE ON contacts DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('contacts');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER entitlements_sync AFTER INSERT OR DELETE ON entitlements DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('entitlements');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER entitlements_sync_update AFTER UPDATE ON entitlements DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('entitlements');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER devices_sync AFTER INSERT OR DELETE ON devices DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('devices');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER devices_sync_update AFTER UPDATE ON devices DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('devices');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cases_sync AFTER INSERT OR DELETE ON cases DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('cases');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cases_sync_update AFTER UPDATE ON cases DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('cases');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER notes_sync AFTER INSERT OR DELETE ON notes DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('notes');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER notes_sync_update AFTER UPDATE ON notes DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('notes');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_events_sync AFTER INSERT OR DELETE ON case_events DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('caseEvents');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_events_sync_update AFTER UPDATE ON case_events DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('caseEvents');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER registrations_sync AFTER INSERT OR DELETE ON registrations DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('registrations');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER registrations_sync_update AFTER UPDATE ON registrations DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('registrations');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER attachments_sync AFTER INSERT OR DELETE ON attachments DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('attachments');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER attachments_sync_update AFTER UPDATE ON attachments DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('attachments');
