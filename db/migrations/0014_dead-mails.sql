ALTER TABLE "EmailJob" DROP CONSTRAINT "EmailJob_attempts_check";--> statement-breakpoint
ALTER TABLE "EmailJob" DROP CONSTRAINT "EmailJob_discardedAt_check";--> statement-breakpoint
DROP INDEX "EmailJob_due_idx";--> statement-breakpoint
DROP INDEX "EmailJob_overdue_idx";--> statement-breakpoint
DROP INDEX "EmailJob_batch_leader_idx";--> statement-breakpoint
DROP INDEX "EmailJob_dead_idx";--> statement-breakpoint
DROP INDEX "EmailJob_batchKey_idx";--> statement-breakpoint
ALTER TABLE "EmailJob" ADD COLUMN "deadAt" timestamp (3) with time zone;--> statement-breakpoint
-- Until now five attempts meant dead.
UPDATE "EmailJob" SET "deadAt" = "updatedAt" WHERE "status" = 'FAILED' AND "attempts" >= 5;--> statement-breakpoint
CREATE INDEX "EmailJob_due_idx" ON "EmailJob" USING btree ("nextAttemptAt","id") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchKey" is null;--> statement-breakpoint
CREATE INDEX "EmailJob_overdue_idx" ON "EmailJob" USING btree ("notAfter") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchKey" is null and "notAfter" is not null;--> statement-breakpoint
CREATE INDEX "EmailJob_batch_leader_idx" ON "EmailJob" USING btree ("nextAttemptAt") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchPosition" = 0;--> statement-breakpoint
CREATE INDEX "EmailJob_dead_idx" ON "EmailJob" USING btree ("updatedAt","id") WHERE "deadAt" is not null;--> statement-breakpoint
CREATE INDEX "EmailJob_batchKey_idx" ON "EmailJob" USING btree ("batchKey") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchKey" is not null;--> statement-breakpoint
ALTER TABLE "EmailJob" ADD CONSTRAINT "EmailJob_deadAt_check" CHECK ("deadAt" is null or "status" = 'FAILED');--> statement-breakpoint
ALTER TABLE "EmailJob" ADD CONSTRAINT "EmailJob_attempts_check" CHECK ("attempts" >= 0);--> statement-breakpoint
ALTER TABLE "EmailJob" ADD CONSTRAINT "EmailJob_discardedAt_check" CHECK ("discardedAt" is null or "deadAt" is not null);