CREATE TABLE "agent_credentials" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent_logins" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_logins_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "agent_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "agent_verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tax_number" text,
	"country" text NOT NULL,
	"city" text
);
--> statement-breakpoint
CREATE TABLE "agents" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"note_id" text collate "C",
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_counter" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"field" text NOT NULL,
	"from_value" text,
	"to_value" text,
	"actor_kind" text NOT NULL,
	"actor_id" text collate "C",
	"created_at" bigint NOT NULL,
	CONSTRAINT "case_events_field_known" CHECK (field in ('status', 'ownerId')),
	CONSTRAINT "case_events_actor_known" CHECK (actor_kind in ('agent', 'customer', 'system'))
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"case_number" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"case_type" text NOT NULL,
	"status" text NOT NULL,
	"owner_id" text collate "C",
	"account_id" text collate "C" NOT NULL,
	"contact_id" text collate "C" NOT NULL,
	"entitlement_id" text collate "C",
	"customer_system_id" text,
	"warranty_repair" boolean,
	"serial_number" text,
	"customer_reference" text,
	"created_at" bigint NOT NULL,
	"modified_at" bigint NOT NULL,
	"closed_at" bigint,
	"status_version" integer DEFAULT 1 NOT NULL,
	"owner_version" integer DEFAULT 1 NOT NULL,
	"case_number_key" text GENERATED ALWAYS AS (translate(regexp_replace(upper(case_number collate "C"), '[^A-Z0-9]', '', 'g'), 'OI', '01')) STORED NOT NULL,
	"serial_key" text GENERATED ALWAYS AS (translate(regexp_replace(upper(serial_number collate "C"), '[^A-Z0-9]', '', 'g'), 'OI', '01')) STORED,
	"follow_up_of_id" text collate "C",
	CONSTRAINT "cases_type_known" CHECK (case_type in ('support', 'rma')),
	CONSTRAINT "cases_status_known" CHECK (status in ('in_progress', 'researching', 'field_service', 'waiting_for_details', 'resolved', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text,
	"language" text NOT NULL,
	CONSTRAINT "contacts_language_known" CHECK (language in ('sl', 'en'))
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"serial_number" text NOT NULL,
	"model" text NOT NULL,
	"account_id" text collate "C",
	"entitlement_id" text collate "C",
	"sold_on" date,
	"warranty_until" date,
	"firmware" text,
	"serial_key" text GENERATED ALWAYS AS (translate(regexp_replace(upper(serial_number collate "C"), '[^A-Z0-9]', '', 'g'), 'OI', '01')) STORED NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entitlements" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"case_id" text collate "C" NOT NULL,
	"visibility" text NOT NULL,
	"author_kind" text NOT NULL,
	"author_id" text collate "C",
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "notes_visibility_known" CHECK (visibility in ('public', 'internal')),
	CONSTRAINT "notes_author_known" CHECK (author_kind in ('agent', 'customer', 'system'))
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"salutation" text NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text NOT NULL,
	"mobile" text,
	"department" text NOT NULL,
	"company" text NOT NULL,
	"tax_number" text NOT NULL,
	"country" text NOT NULL,
	"language" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "registrations_state_known" CHECK (state in ('pending', 'asked', 'approved', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "sync_change" (
	"table_name" text NOT NULL,
	"row_id" text collate "C" NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"scope" text,
	"changed_at" bigint NOT NULL,
	CONSTRAINT "sync_change_table_name_row_id_pk" PRIMARY KEY("table_name","row_id")
);
--> statement-breakpoint
CREATE TABLE "sync_clock" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"epoch" text NOT NULL,
	"seq" bigint NOT NULL,
	"horizon" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "sync_clock_single" CHECK ("sync_clock"."one" = 1)
);
--> statement-breakpoint
CREATE TABLE "sync_op" (
	"op_id" text collate "C" PRIMARY KEY NOT NULL,
	"agent_id" text collate "C" NOT NULL,
	"client_id" text NOT NULL,
	"payload_hash" text NOT NULL,
	"status" text,
	"result" jsonb,
	"seq" bigint,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agent_credentials" ADD CONSTRAINT "agent_credentials_user_id_agent_logins_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."agent_logins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_logins" ADD CONSTRAINT "agent_logins_id_agents_id_fk" FOREIGN KEY ("id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_sessions" ADD CONSTRAINT "agent_sessions_user_id_agent_logins_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."agent_logins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_owner_id_agents_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_entitlement_id_entitlements_id_fk" FOREIGN KEY ("entitlement_id") REFERENCES "public"."entitlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_follow_up_of_id_cases_id_fk" FOREIGN KEY ("follow_up_of_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_entitlement_id_entitlements_id_fk" FOREIGN KEY ("entitlement_id") REFERENCES "public"."entitlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entitlements" ADD CONSTRAINT "entitlements_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agent_credentials_user" ON "agent_credentials" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "agent_sessions_user" ON "agent_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "agent_verifications_identifier" ON "agent_verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "accounts_tax_number" ON "accounts" USING btree ("tax_number");--> statement-breakpoint
CREATE UNIQUE INDEX "agents_email" ON "agents" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "attachments_case" ON "attachments" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "attachments_sha256" ON "attachments" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "case_events_case" ON "case_events" USING btree ("case_id","field","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_number_key" ON "cases" USING btree ("case_number_key");--> statement-breakpoint
CREATE INDEX "cases_serial_key" ON "cases" USING btree ("serial_key");--> statement-breakpoint
CREATE INDEX "cases_account" ON "cases" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "cases_contact" ON "cases" USING btree ("contact_id","modified_at");--> statement-breakpoint
CREATE INDEX "contacts_account" ON "contacts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "contacts_email" ON "contacts" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "devices_serial_key" ON "devices" USING btree ("serial_key");--> statement-breakpoint
CREATE INDEX "devices_account" ON "devices" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "entitlements_account" ON "entitlements" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "notes_case" ON "notes" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE INDEX "registrations_state" ON "registrations" USING btree ("state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_change_seq" ON "sync_change" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "sync_change_tombstones" ON "sync_change" USING btree ("changed_at") WHERE "sync_change"."kind" = 'tombstone';--> statement-breakpoint
CREATE INDEX "sync_op_received" ON "sync_op" USING btree ("received_at");