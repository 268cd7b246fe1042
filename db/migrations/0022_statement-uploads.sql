CREATE TABLE "StatementUpload" (
	"id" text PRIMARY KEY NOT NULL,
	"accountKey" text NOT NULL,
	"fileName" text NOT NULL,
	"sheet" jsonb NOT NULL,
	"uploadedById" text NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "StatementLine" ADD COLUMN "pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "StatementUpload" ADD CONSTRAINT "StatementUpload_uploadedById_User_id_fk" FOREIGN KEY ("uploadedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "StatementUpload_createdAt_idx" ON "StatementUpload" USING btree ("createdAt");--> statement-breakpoint
CREATE INDEX "Receipt_unmatched_idx" ON "Receipt" USING btree ("accountKey","amount") WHERE "statementLineId" is null and "voidedAt" is null;--> statement-breakpoint
CREATE INDEX "User_name_idx" ON "User" USING btree (lower("name") text_pattern_ops);