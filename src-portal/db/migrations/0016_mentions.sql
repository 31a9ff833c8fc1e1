ALTER TABLE "agents" ADD COLUMN "new_since" bigint DEFAULT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "mentions" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_mentions_internal" CHECK (visibility = 'internal' OR mentions = '[]');