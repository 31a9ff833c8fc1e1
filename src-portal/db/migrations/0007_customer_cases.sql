-- Without capitals and marks, so that "sirina" finds "Širina". The same function folds what is looked for.
CREATE FUNCTION search_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g')), 'đłøħŧı', 'dlohti')
$$;
--> statement-breakpoint
CREATE TABLE "customer_requests" (
	"contact_id" text collate "C" NOT NULL,
	"request_id" text NOT NULL,
	"payload_hash" text NOT NULL,
	"result" jsonb,
	"created_at" bigint NOT NULL,
	CONSTRAINT "customer_requests_contact_id_request_id_pk" PRIMARY KEY("contact_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "customer_uploads" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contact_id" text collate "C" NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "cases_account";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "public_modified_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "search_text" text GENERATED ALWAYS AS (search_fold(title || ' ' || description || ' ' || coalesce(customer_reference, ''))) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "search_text" text GENERATED ALWAYS AS (CASE WHEN visibility = 'public' THEN search_fold(body) END) STORED;--> statement-breakpoint
ALTER TABLE "customer_requests" ADD CONSTRAINT "customer_requests_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_uploads" ADD CONSTRAINT "customer_uploads_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_requests_created" ON "customer_requests" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "customer_uploads_contact" ON "customer_uploads" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "customer_uploads_sha256" ON "customer_uploads" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "customer_uploads_created" ON "customer_uploads" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "cases_own" ON "cases" USING btree ("contact_id","public_modified_at","id");--> statement-breakpoint
CREATE INDEX "cases_account" ON "cases" USING btree ("account_id","public_modified_at","id");
--> statement-breakpoint
-- What customers saw last; desks have no news from it.
SELECT set_config('spica.feed', 'off', true);
--> statement-breakpoint
UPDATE cases c SET public_modified_at = greatest(
  c.created_at,
  (SELECT max(n.created_at) FROM notes n WHERE n.case_id = c.id AND n.visibility = 'public'),
  (SELECT max(e.created_at) FROM case_events e WHERE e.case_id = c.id AND e.field <> 'teamId')
);
--> statement-breakpoint
SELECT set_config('spica.feed', '', true);
--> statement-breakpoint
CREATE FUNCTION case_begins_public() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.public_modified_at := NEW.modified_at;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER cases_begin_public BEFORE INSERT ON cases
FOR EACH ROW WHEN (NEW.public_modified_at = 0) EXECUTE FUNCTION case_begins_public();
--> statement-breakpoint
-- Tells which case, and whose, and nothing else; told at the commit.
CREATE FUNCTION case_public_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('customer_case', json_build_object('caseId', NEW.id, 'accountId', NEW.account_id, 'contactId', NEW.contact_id)::text);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER cases_public_insert AFTER INSERT ON cases
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION case_public_changed();
--> statement-breakpoint
-- By name and not by value: two changes within a millisecond are two.
CREATE TRIGGER cases_public_update AFTER UPDATE OF public_modified_at ON cases
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION case_public_changed();
