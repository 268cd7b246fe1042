CREATE INDEX "EmailJob_toEmail_createdAt_id_idx" ON "EmailJob" USING btree ("toEmail","createdAt","id");
--> statement-breakpoint
-- The back office's search looks for parts of names, addresses, phones and references. As with the words of trips: where the
-- module pg_trgm is missing or may not be used, the same queries work without, and read their whole tables.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "User_parts_idx" ON "User" USING gin ("name" gin_trgm_ops, "email" gin_trgm_ops, "phone" gin_trgm_ops);
  CREATE INDEX "BookingParticipant_parts_idx" ON "BookingParticipant" USING gin ("fullName" gin_trgm_ops, "phone" gin_trgm_ops);
EXCEPTION
  WHEN feature_not_supported OR insufficient_privilege OR undefined_file OR undefined_object THEN
    RAISE NOTICE 'people are searched without an index: %', SQLERRM;
END $$;
