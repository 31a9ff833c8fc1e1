CREATE TABLE "rma_counter" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rma_lines" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"rma_id" text collate "C" NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"position" integer NOT NULL,
	"serial_number" text NOT NULL,
	"model" text NOT NULL,
	"fault" text NOT NULL,
	"accessories" text NOT NULL,
	"diagnosis" text DEFAULT '' NOT NULL,
	"work" text DEFAULT '' NOT NULL,
	"parts" text DEFAULT '' NOT NULL,
	"warranty" text NOT NULL,
	"state" text NOT NULL,
	"state_since" bigint NOT NULL,
	"received_at" bigint,
	"shipped_at" bigint,
	"new_serial_number" text,
	"rejection_reason" text,
	"inbound_carrier" text,
	"inbound_tracking" text,
	"carrier" text,
	"tracking_number" text,
	"estimate_id" text collate "C",
	"created_at" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"serial_key" text GENERATED ALWAYS AS (translate(regexp_replace(upper(serial_number collate "C"), '[^A-Z0-9]', '', 'g'), 'OI', '01')) STORED NOT NULL,
	CONSTRAINT "rma_lines_state_known" CHECK (state in ('requested', 'approved', 'in_transit', 'received', 'diagnosing', 'awaiting_approval', 'repairing', 'repaired', 'replaced', 'rejected', 'shipped', 'closed')),
	CONSTRAINT "rma_lines_warranty_known" CHECK (warranty in ('undecided', 'warranty', 'contract', 'goodwill', 'out_of_warranty'))
);
--> statement-breakpoint
CREATE TABLE "rmas" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"rma_number" text NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_field_known";--> statement-breakpoint
ALTER TABLE "rma_lines" ADD CONSTRAINT "rma_lines_estimate_id_estimates_id_fk" FOREIGN KEY ("estimate_id") REFERENCES "public"."estimates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rmas_of_case" ON "rmas" USING btree ("id","case_id");--> statement-breakpoint
ALTER TABLE "rma_lines" ADD CONSTRAINT "rma_lines_of_rma" FOREIGN KEY ("rma_id","case_id") REFERENCES "public"."rmas"("id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rmas" ADD CONSTRAINT "rmas_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rmas" ADD CONSTRAINT "rmas_created_by_agents_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rma_lines_rma" ON "rma_lines" USING btree ("rma_id","position","id");--> statement-breakpoint
CREATE INDEX "rma_lines_case" ON "rma_lines" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "rma_lines_serial" ON "rma_lines" USING btree ("serial_key");--> statement-breakpoint
CREATE INDEX "rma_lines_estimate" ON "rma_lines" USING btree ("estimate_id") WHERE "rma_lines"."estimate_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "rmas_number" ON "rmas" USING btree ("rma_number");--> statement-breakpoint
CREATE INDEX "rmas_case" ON "rmas" USING btree ("case_id","created_at");--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_field_known" CHECK (field in ('status', 'ownerId', 'title', 'description', 'teamId', 'estimate', 'rma', 'rmaLine', 'rmaField'));
--> statement-breakpoint
INSERT INTO rma_counter (one, last) VALUES (1, 0);
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER rmas_sync AFTER INSERT OR DELETE ON rmas DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('rmas');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER rmas_sync_update AFTER UPDATE ON rmas DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('rmas');
--> statement-breakpoint
CREATE TRIGGER rmas_fixed BEFORE UPDATE ON rmas
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id) EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER rma_lines_sync AFTER INSERT OR DELETE ON rma_lines DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('rmaLines');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER rma_lines_sync_update AFTER UPDATE ON rma_lines DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('rmaLines');
--> statement-breakpoint
CREATE TRIGGER rma_lines_fixed BEFORE UPDATE ON rma_lines
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id OR OLD.rma_id <> NEW.rma_id) EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
-- As before, and a case takes its RMAs along.
CREATE OR REPLACE FUNCTION sync_case_moved() RETURNS trigger LANGUAGE plpgsql AS $$
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
    UNION ALL SELECT 5, 'estimates', id FROM estimates WHERE case_id = NEW.id
    UNION ALL SELECT 6, 'rmas', id FROM rmas WHERE case_id = NEW.id
    UNION ALL SELECT 7, 'rmaLines', id FROM rma_lines WHERE case_id = NEW.id
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
-- The feed has tables that no desk has: all load everything again, and keep what they have not sent.
UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', '');
