CREATE TABLE "case_views" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"owner_id" text collate "C",
	"name" text NOT NULL,
	"filter" text NOT NULL,
	"sort" text NOT NULL,
	"direction" text NOT NULL,
	"colour" text NOT NULL,
	"pinned" boolean NOT NULL,
	"position" integer NOT NULL,
	"modified_by" text collate "C" NOT NULL,
	"modified_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_views" ADD CONSTRAINT "case_views_owner_id_agents_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_views" ADD CONSTRAINT "case_views_modified_by_agents_id_fk" FOREIGN KEY ("modified_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_views_owner" ON "case_views" USING btree ("owner_id");--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_views_sync AFTER INSERT OR DELETE ON case_views DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_owned_changed('views');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_views_sync_update AFTER UPDATE ON case_views DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_owned_changed('views');
