DROP INDEX "EmailJob_due_idx";--> statement-breakpoint
DROP INDEX "EmailJob_batchKey_idx";--> statement-breakpoint
CREATE INDEX "EmailJob_overdue_idx" ON "EmailJob" USING btree ("notAfter") WHERE "status" in ('PENDING', 'FAILED') and "attempts" < 5 and "batchKey" is null and "notAfter" is not null;--> statement-breakpoint
CREATE INDEX "EmailJob_batch_leader_idx" ON "EmailJob" USING btree ("nextAttemptAt") WHERE "status" in ('PENDING', 'FAILED') and "attempts" < 5 and "batchPosition" = 0;--> statement-breakpoint
CREATE INDEX "EmailJob_due_idx" ON "EmailJob" USING btree ("nextAttemptAt","id") WHERE "status" in ('PENDING', 'FAILED') and "attempts" < 5 and "batchKey" is null;--> statement-breakpoint
CREATE INDEX "EmailJob_batchKey_idx" ON "EmailJob" USING btree ("batchKey") WHERE "status" in ('PENDING', 'FAILED') and "attempts" < 5 and "batchKey" is not null;