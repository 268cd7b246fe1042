ALTER TABLE "Refund" ADD COLUMN "decision" text;--> statement-breakpoint
-- Decisions so far: their reasons stood in the mails and the log only.
UPDATE "Refund" SET "decision" = "AuditLog"."after"->>'why' FROM "AuditLog"
  WHERE "AuditLog"."entity" = 'Refund' AND "AuditLog"."entityId" = "Refund"."id"
    AND "AuditLog"."action" IN ('refund.approve', 'refund.reject') AND "AuditLog"."actorType" = 'ADMIN'
    AND "Refund"."decidedById" IS NOT NULL;
