CREATE TABLE "blobs" (
	"sha256" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"media_type" text,
	"complete" boolean DEFAULT false NOT NULL,
	"created_at" bigint NOT NULL,
	"touched_at" bigint NOT NULL,
	CONSTRAINT "blobs_received_within" CHECK ("blobs"."received" between 0 and "blobs"."size"),
	CONSTRAINT "blobs_complete_known" CHECK (not "blobs"."complete" or ("blobs"."media_type" is not null and "blobs"."received" = "blobs"."size"))
);
--> statement-breakpoint
CREATE INDEX "blobs_touched" ON "blobs" USING btree ("touched_at");