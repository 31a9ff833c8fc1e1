CREATE TABLE "case_marks" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"owner_id" text collate "C" NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"snoozed_after" bigint,
	"snoozed_until" bigint,
	"read_until" bigint,
	"following" text NOT NULL,
	CONSTRAINT "case_marks_following" CHECK (following in ('auto', 'yes', 'no'))
);
--> statement-breakpoint
ALTER TABLE "case_marks" ADD CONSTRAINT "case_marks_owner_id_agents_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_marks" ADD CONSTRAINT "case_marks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_marks_owner" ON "case_marks" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "case_marks_case" ON "case_marks" USING btree ("case_id");--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_marks_sync AFTER INSERT OR DELETE ON case_marks DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_setting('spica.feed', true) IS DISTINCT FROM 'off') EXECUTE FUNCTION sync_owned_changed('caseMarks');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER case_marks_sync_update AFTER UPDATE ON case_marks DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('spica.feed', true) IS DISTINCT FROM 'off')
EXECUTE FUNCTION sync_owned_changed('caseMarks');
