DROP INDEX "cases_own";--> statement-breakpoint
CREATE INDEX "cases_own" ON "cases" USING btree ("account_id","contact_id","public_modified_at","id");