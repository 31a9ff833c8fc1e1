ALTER TABLE "agents" ADD COLUMN "is_admin" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "sale_document" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "state" text DEFAULT 'in_use' NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "replaced_by_id" text collate "C";--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_replaced_by_id_devices_id_fk" FOREIGN KEY ("replaced_by_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "devices_replaced_by" ON "devices" USING btree ("replaced_by_id") WHERE "devices"."replaced_by_id" is not null;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_state_known" CHECK (state in ('in_stock', 'in_use', 'in_service', 'replaced', 'retired'));--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_replaced_by_another" CHECK ("devices"."replaced_by_id" <> "devices"."id");
--> statement-breakpoint
-- The rows have new fields that no desk has: all load everything again, and keep what they have not sent.
UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', '');
