CREATE TABLE "macro_history" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"macro_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"agent_id" text collate "C" NOT NULL,
	"before" text,
	"after" text
);
--> statement-breakpoint
CREATE TABLE "macros" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"owner_id" text collate "C",
	"name" text NOT NULL,
	"shortcut" text NOT NULL,
	"words" text NOT NULL,
	"body_sl" text NOT NULL,
	"body_en" text NOT NULL,
	"status" text,
	"owner" text,
	"team_id" text collate "C",
	"snooze" text,
	"modified_by" text collate "C" NOT NULL,
	"modified_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "macro_history" ADD CONSTRAINT "macro_history_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_owner_id_agents_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "macros" ADD CONSTRAINT "macros_modified_by_agents_id_fk" FOREIGN KEY ("modified_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "macro_history_macro" ON "macro_history" USING btree ("macro_id","at");--> statement-breakpoint
CREATE INDEX "macros_owner" ON "macros" USING btree ("owner_id");--> statement-breakpoint
CREATE CONSTRAINT TRIGGER macros_sync AFTER INSERT OR DELETE ON macros DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_owned_changed('macros');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER macros_sync_update AFTER UPDATE ON macros DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_owned_changed('macros');
