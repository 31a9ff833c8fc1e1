CREATE TABLE "consents" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contact_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"given_at" bigint NOT NULL,
	"ip" text,
	CONSTRAINT "consents_kind_known" CHECK (kind in ('personal_data', 'processing'))
);
--> statement-breakpoint
CREATE TABLE "estimates" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"state" text NOT NULL,
	"items" text NOT NULL,
	"note" text NOT NULL,
	"valid_until" date NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_by" text collate "C",
	"ended_at" bigint,
	CONSTRAINT "estimates_state_known" CHECK (state in ('open', 'approved', 'declined', 'withdrawn', 'expired')),
	CONSTRAINT "estimates_items_json" CHECK ("estimates"."items"::json is not null),
	CONSTRAINT "estimates_end_known" CHECK (("estimates"."state" = 'open') = ("estimates"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_field_known";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "sign_in" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "role" text DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "deletion_requested_at" bigint;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "proof" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "customer_code" text;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "invoice_number" text;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "explanation" text;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "contact_id" text collate "C";--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "history" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_created_by_agents_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consents_contact" ON "consents" USING btree ("contact_id","kind");--> statement-breakpoint
CREATE INDEX "estimates_case" ON "estimates" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "estimates_one_open" ON "estimates" USING btree ("case_id") WHERE "estimates"."state" = 'open';--> statement-breakpoint
CREATE INDEX "estimates_running_out" ON "estimates" USING btree ("valid_until") WHERE "estimates"."state" = 'open';--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registrations_email" ON "registrations" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "registrations_contact" ON "registrations" USING btree ("contact_id");--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_field_known" CHECK (field in ('status', 'ownerId', 'title', 'description', 'teamId', 'estimate'));--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_sign_in_known" CHECK (sign_in in ('none', 'invited', 'must_reset', 'active', 'disabled'));--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_role_known" CHECK (role in ('own', 'company'));--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_proof_known" CHECK (proof in ('none', 'match', 'mismatch'));--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_history_json" CHECK ("registrations"."history"::json is not null);
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER consents_sync AFTER INSERT OR DELETE ON consents DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('consents');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER consents_sync_update AFTER UPDATE ON consents DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('consents');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER estimates_sync AFTER INSERT OR DELETE ON estimates DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_case_changed('estimates');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER estimates_sync_update AFTER UPDATE ON estimates DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_case_changed('estimates');
--> statement-breakpoint
CREATE TRIGGER estimates_fixed BEFORE UPDATE ON estimates
FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id) EXECUTE FUNCTION sync_parent_is_fixed();
--> statement-breakpoint
-- As before, and a case takes its estimates along.
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
SELECT set_config('spica.feed', 'off', true);
--> statement-breakpoint
-- What is known of the requests that are there already.
UPDATE registrations SET history =
  '[{"at":' || created_at || ',"step":"sent","agentId":null,"text":null}'
  || CASE WHEN decided_at IS NULL THEN '' ELSE
    ',{"at":' || decided_at || ',"step":"' || state || '","agentId":' || coalesce(to_json(decided_by)::text, 'null')
    || ',"text":' || coalesce(to_json(decision_reason)::text, 'null') || '}' END
  || ']';
--> statement-breakpoint
SELECT set_config('spica.feed', '', true);
--> statement-breakpoint
-- The rows have new fields that no desk has: all load everything again, and keep what they have not sent.
UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', '');
