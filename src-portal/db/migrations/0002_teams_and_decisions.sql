CREATE TABLE "team_members" (
	"agent_id" text collate "C" NOT NULL,
	"team_id" text collate "C" NOT NULL,
	CONSTRAINT "team_members_agent_id_team_id_pk" PRIMARY KEY("agent_id","team_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
-- Before the columns that refer to it; everybody begins in it, as everybody saw every case until now.
INSERT INTO teams (id, name) VALUES ('podpora', 'Podpora');
--> statement-breakpoint
INSERT INTO team_members (agent_id, team_id) SELECT id, 'podpora' FROM agents;
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_field_known";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "team_id" text collate "C" DEFAULT 'podpora' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "title_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "description_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "team_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "decided_by" text collate "C";--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "decided_at" bigint;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "decision_reason" text;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_members_team" ON "team_members" USING btree ("team_id");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_decided_by_agents_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_team" ON "cases" USING btree ("team_id","id");--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_field_known" CHECK (field in ('status', 'ownerId', 'title', 'description', 'teamId'));
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER teams_sync AFTER INSERT OR DELETE ON teams DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('teams');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER teams_sync_update AFTER UPDATE ON teams DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('teams');
--> statement-breakpoint
-- The rows have new fields that no desk has: all load everything again, and keep what they have not sent.
UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', '');
