CREATE TABLE "account_proofs" (
	"customer_code" text NOT NULL,
	"invoice_number" text NOT NULL,
	"account_id" text collate "C" NOT NULL,
	CONSTRAINT "account_proofs_customer_code_invoice_number_pk" PRIMARY KEY("customer_code","invoice_number")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text collate "C",
	"event" text NOT NULL,
	"contact_id" text collate "C",
	"ip" text,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "customer_codes" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"code_hash" text NOT NULL,
	"contact_id" text collate "C",
	"registration_id" text collate "C",
	"email" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	CONSTRAINT "customer_codes_owner_known" CHECK (("customer_codes"."contact_id" is null) <> ("customer_codes"."registration_id" is null))
);
--> statement-breakpoint
CREATE TABLE "customer_logins" (
	"contact_id" text collate "C" PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"username_key" text NOT NULL,
	"password" text,
	"created_at" bigint NOT NULL,
	"password_changed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "customer_sessions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contact_id" text collate "C" NOT NULL,
	"token_hash" text NOT NULL,
	"device" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portal_secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registration_consents" (
	"registration_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"given_at" bigint NOT NULL,
	"ip" text NOT NULL,
	CONSTRAINT "registration_consents_registration_id_kind_pk" PRIMARY KEY("registration_id","kind")
);
--> statement-breakpoint
CREATE TABLE "used_captchas" (
	"nonce" text PRIMARY KEY NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account_proofs" ADD CONSTRAINT "account_proofs_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_codes" ADD CONSTRAINT "customer_codes_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_codes" ADD CONSTRAINT "customer_codes_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_logins" ADD CONSTRAINT "customer_logins_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_sessions" ADD CONSTRAINT "customer_sessions_contact_id_customer_logins_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."customer_logins"("contact_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_consents" ADD CONSTRAINT "registration_consents_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_proofs_account" ON "account_proofs" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "audit_log_contact" ON "audit_log" USING btree ("contact_id","at");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_codes_hash" ON "customer_codes" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "customer_codes_contact" ON "customer_codes" USING btree ("contact_id","purpose");--> statement-breakpoint
CREATE INDEX "customer_codes_registration" ON "customer_codes" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "customer_codes_expiry" ON "customer_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_logins_username" ON "customer_logins" USING btree ("username_key");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_sessions_token" ON "customer_sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "customer_sessions_contact" ON "customer_sessions" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "customer_sessions_expiry" ON "customer_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "used_captchas_expiry" ON "used_captchas" USING btree ("expires_at");