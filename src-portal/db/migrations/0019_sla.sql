CREATE TABLE "service_levels" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"time_zone" text NOT NULL,
	"week" text NOT NULL,
	"holidays" text NOT NULL,
	"first_response_minutes" integer,
	"resolution_minutes" integer,
	CONSTRAINT "service_levels_week_json" CHECK ("service_levels"."week"::json is not null),
	CONSTRAINT "service_levels_holidays_json" CHECK ("service_levels"."holidays"::json is not null)
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "first_response" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "resolution" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "sla_rules" text;--> statement-breakpoint
ALTER TABLE "entitlements" ADD COLUMN "first_response_minutes" integer;--> statement-breakpoint
ALTER TABLE "entitlements" ADD COLUMN "resolution_minutes" integer;--> statement-breakpoint
CREATE INDEX "cases_entitlement" ON "cases" USING btree ("entitlement_id") WHERE "cases"."entitlement_id" is not null;--> statement-breakpoint
CREATE INDEX "cases_sla" ON "cases" USING btree ("id") WHERE "cases"."closed_at" is null or "cases"."sla_rules" is null;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_first_response_json" CHECK ("cases"."first_response" is null or "cases"."first_response"::json is not null);--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_resolution_json" CHECK ("cases"."resolution" is null or "cases"."resolution"::json is not null);--> statement-breakpoint
ALTER TABLE "entitlements" ADD CONSTRAINT "entitlements_first_response" CHECK ("entitlements"."first_response_minutes" > 0);--> statement-breakpoint
ALTER TABLE "entitlements" ADD CONSTRAINT "entitlements_resolution" CHECK ("entitlements"."resolution_minutes" > 0);--> statement-breakpoint
CREATE CONSTRAINT TRIGGER service_levels_sync AFTER INSERT OR DELETE ON service_levels DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_changed('serviceLevels');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER service_levels_sync_update AFTER UPDATE ON service_levels DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_changed('serviceLevels');
