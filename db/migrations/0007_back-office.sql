ALTER TABLE "EmailJob" ADD COLUMN "discardedAt" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "AuditLog_person_idx" ON "AuditLog" USING btree ("actorId","createdAt") WHERE "actorType" in ('USER', 'ADMIN');--> statement-breakpoint
CREATE INDEX "EmailJob_dead_idx" ON "EmailJob" USING btree ("updatedAt","id") WHERE "status" = 'FAILED' and "attempts" = 5;--> statement-breakpoint
CREATE INDEX "EmailJob_about_idx" ON "EmailJob" USING btree (split_part("dedupeKey", ':', 2));--> statement-breakpoint
CREATE INDEX "Payment_proof_waiting_idx" ON "Payment" USING btree ("proofUploadedAt","id") WHERE "status" = 'AWAITING' and "proofPath" is not null;--> statement-breakpoint
CREATE INDEX "Payment_paidAt_id_idx" ON "Payment" USING btree ("paidAt","id") WHERE "status" = 'PAID';--> statement-breakpoint
CREATE INDEX "Payment_createdAt_id_idx" ON "Payment" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "Payment_amount_idx" ON "Payment" USING btree ("amount");--> statement-breakpoint
CREATE INDEX "Payment_receivedAmount_idx" ON "Payment" USING btree ("receivedAmount") WHERE "receivedAmount" is not null;--> statement-breakpoint
CREATE INDEX "Payout_paidAt_id_idx" ON "Payout" USING btree ("paidAt","id") WHERE "status" = 'PAID';--> statement-breakpoint
CREATE INDEX "Refund_paidAt_id_idx" ON "Refund" USING btree ("paidAt","id") WHERE "status" = 'PAID';--> statement-breakpoint
ALTER TABLE "EmailJob" ADD CONSTRAINT "EmailJob_discardedAt_check" CHECK ("discardedAt" is null or ("status" = 'FAILED' and "attempts" = 5));