DROP INDEX "Payout_status_heldUntil_idx";--> statement-breakpoint
CREATE INDEX "Payout_status_heldUntil_id_idx" ON "Payout" USING btree ("status","heldUntil","id");