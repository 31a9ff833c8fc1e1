CREATE TABLE "template_history" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"template_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"agent_id" text collate "C" NOT NULL,
	"before" text,
	"after" text
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"owner_id" text collate "C",
	"name" text NOT NULL,
	"shortcut" text NOT NULL,
	"body_sl" text NOT NULL,
	"body_en" text NOT NULL,
	"modified_by" text collate "C" NOT NULL,
	"modified_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "template_history" ADD CONSTRAINT "template_history_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_owner_id_agents_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_modified_by_agents_id_fk" FOREIGN KEY ("modified_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "template_history_template" ON "template_history" USING btree ("template_id","at");--> statement-breakpoint
CREATE INDEX "templates_owner" ON "templates" USING btree ("owner_id");--> statement-breakpoint
-- Rows that are one agent's alone where owner_id names one, and everybody's else. The scope is looked up under the clock's
-- lock. Who is told of a row no more lets go of it: its owner has shared it, or nobody sees it any longer.
CREATE FUNCTION sync_owned_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  changed_id text;
  present text;
  told bigint;
BEGIN
  SELECT seq INTO STRICT last_seq FROM sync_clock WHERE one = 1 FOR UPDATE;
  IF TG_OP = 'DELETE' THEN
    changed_id := OLD.id;
  ELSE
    changed_id := NEW.id;
  END IF;
  EXECUTE format('SELECT coalesce(''agent:'' || owner_id, '''') FROM %I WHERE id = $1', TG_TABLE_NAME)
    INTO present USING changed_id;
  IF present IS NULL AND TG_OP <> 'DELETE' THEN
    RETURN NULL;
  END IF;
  WITH known AS (
    SELECT scope FROM sync_change
    WHERE scope IN (SELECT '' COLLATE "C" UNION ALL SELECT ('agent:' || id) COLLATE "C" FROM agents)
      AND table_name = TG_ARGV[0] AND row_id = changed_id AND kind = 'row' AND scope IS DISTINCT FROM present
  ), entry AS (
    SELECT scope, CASE WHEN present IS NULL THEN 'tombstone' ELSE 'eviction' END AS kind FROM known
    UNION ALL SELECT present, 'row' WHERE present IS NOT NULL
  ), written AS (
    INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
    SELECT scope, TG_ARGV[0], changed_id, last_seq + row_number() OVER (ORDER BY kind, scope), kind, sync_now() FROM entry
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
CREATE CONSTRAINT TRIGGER templates_sync AFTER INSERT OR DELETE ON templates DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_owned_changed('templates');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER templates_sync_update AFTER UPDATE ON templates DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_owned_changed('templates');
