CREATE TABLE "mail_queue" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"mail" jsonb NOT NULL,
	"secret" text,
	"group_key" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"created_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"batch_id" text,
	"leased_until" bigint,
	"ended_at" bigint,
	"error" text,
	CONSTRAINT "mail_queue_state_known" CHECK ("mail_queue"."state" in ('waiting', 'sent', 'failed', 'dropped')),
	CONSTRAINT "mail_queue_secret_forgotten" CHECK ("mail_queue"."state" = 'waiting' or "mail_queue"."secret" is null)
);
--> statement-breakpoint
CREATE TABLE "mail_received" (
	"message_hash" text PRIMARY KEY NOT NULL,
	"received_at" bigint NOT NULL,
	"outcome" text NOT NULL,
	"case_id" text collate "C",
	"contact_id" text collate "C",
	"note_id" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "mail_threads" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mail_threads_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"about" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "mail_queue_due" ON "mail_queue" USING btree ("due_at","id") WHERE "mail_queue"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "mail_queue_group" ON "mail_queue" USING btree ("group_key","id") WHERE "mail_queue"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "mail_queue_ended" ON "mail_queue" USING btree ("ended_at") WHERE "mail_queue"."state" <> 'waiting';--> statement-breakpoint
CREATE INDEX "mail_received_case" ON "mail_received" USING btree ("case_id","received_at");--> statement-breakpoint
CREATE INDEX "mail_received_at" ON "mail_received" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_threads_about" ON "mail_threads" USING btree ("about");