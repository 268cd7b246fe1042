ALTER TABLE "Receipt" ADD COLUMN "proofPath" text;--> statement-breakpoint
ALTER TABLE "Receipt" ADD COLUMN "proofUploadedAt" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "Receipt_proofPath_idx" ON "Receipt" USING btree ("proofPath") WHERE "proofPath" is not null;