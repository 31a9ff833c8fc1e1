CREATE TABLE "case_links" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"other_id" text collate "C" NOT NULL,
	"other_number" text NOT NULL,
	"kind" text NOT NULL,
	"created_by" text collate "C",
	"created_at" bigint NOT NULL,
	CONSTRAINT "case_links_kind_known" CHECK (kind in ('duplicate_of', 'relates_to', 'not_duplicate', 'duplicated_by', 'split_from', 'split_into', 'follow_up_of', 'followed_up_by')),
	CONSTRAINT "case_links_another" CHECK ("case_links"."case_id" <> "case_links"."other_id")
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_field_known";--> statement-breakpoint
ALTER TABLE "case_events" ADD COLUMN "authored_at" bigint;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "merged_into_id" text collate "C";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "before_merge" text;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_other_id_cases_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_links" ADD CONSTRAINT "case_links_created_by_agents_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_links_pair" ON "case_links" USING btree ("case_id","other_id");--> statement-breakpoint
CREATE INDEX "case_links_other" ON "case_links" USING btree ("other_id");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_merged_into_id_cases_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_merged_into" ON "cases" USING btree ("merged_into_id") WHERE "cases"."merged_into_id" is not null;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_field_known" CHECK (field in ('status', 'ownerId', 'title', 'description', 'teamId', 'estimate', 'rma', 'rmaLine', 'rmaField', 'mergedInto', 'mergedFrom', 'splitInto', 'splitFrom', 'link'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_merged_into_another" CHECK ("cases"."merged_into_id" <> "cases"."id");
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_links_sync AFTER INSERT OR DELETE ON case_links DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('caseLinks');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_links_sync_update AFTER UPDATE ON case_links DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('caseLinks');
--> statement-breakpoint
CREATE TRIGGER case_links_fixed BEFORE UPDATE ON case_links
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id) EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
-- As before, and a case takes its links along.
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
    UNION ALL SELECT 8, 'caseLinks', id FROM case_links WHERE case_id = NEW.id
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
