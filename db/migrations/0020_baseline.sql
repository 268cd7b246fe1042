-- The tables as 21 migrations had left them on the day before the first release (0000 to 0020). A database that those made
-- has seen this one, by its moment in the journal, and goes on with the next; docs/decisions/0060-one-baseline.md.
CREATE TABLE "AuditLog" (
	"id" text PRIMARY KEY NOT NULL,
	"actorType" text NOT NULL,
	"actorId" text,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entityId" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"createdAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "AuditLog_actorType_check" CHECK ("actorType" in ('USER', 'ADMIN', 'CRON', 'WEBHOOK'))
);
--> statement-breakpoint
CREATE TABLE "BookingParticipant" (
	"id" text PRIMARY KEY NOT NULL,
	"bookingId" text NOT NULL,
	"fullName" text NOT NULL,
	"phone" text,
	"emergencyContact" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "Booking" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"tripId" text NOT NULL,
	"userId" text NOT NULL,
	"pax" integer NOT NULL,
	"pricePerPax" integer NOT NULL,
	"totalAmount" integer NOT NULL,
	"status" text NOT NULL,
	"contactPhone" text NOT NULL,
	"note" text,
	"cancelledAt" timestamp (3) with time zone,
	"cancelledBy" text,
	"cancelReason" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Booking_code_key" UNIQUE("code"),
	CONSTRAINT "Booking_status_check" CHECK ("status" in ('PENDING_PAYMENT', 'CONFIRMED', 'EXPIRED', 'CANCELLED')),
	CONSTRAINT "Booking_cancelledBy_check" CHECK ("cancelledBy" in ('PARTICIPANT', 'ORGANIZER', 'ADMIN')),
	CONSTRAINT "Booking_pax_check" CHECK ("pax" between 1 and 10),
	CONSTRAINT "Booking_totalAmount_check" CHECK ("totalAmount" = "pax" * "pricePerPax")
);
--> statement-breakpoint
CREATE TABLE "Payment" (
	"id" text PRIMARY KEY NOT NULL,
	"bookingId" text NOT NULL,
	"method" text NOT NULL,
	"status" text NOT NULL,
	"bankAccountKey" text NOT NULL,
	"uniqueCode" integer NOT NULL,
	"amount" integer NOT NULL,
	"expiresAt" timestamp (3) with time zone NOT NULL,
	"proofPath" text,
	"proofUploadedAt" timestamp (3) with time zone,
	"rejectReason" text,
	"receivedAmount" integer,
	"paidAt" timestamp (3) with time zone,
	"verifiedById" text,
	"gatewayTxnId" text,
	"gatewayPayload" jsonb,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Payment_bookingId_key" UNIQUE("bookingId"),
	CONSTRAINT "Payment_gatewayTxnId_key" UNIQUE("gatewayTxnId"),
	CONSTRAINT "Payment_method_check" CHECK ("method" in ('MANUAL_TRANSFER', 'MIDTRANS')),
	CONSTRAINT "Payment_status_check" CHECK ("status" in ('AWAITING', 'PAID', 'EXPIRED', 'CANCELLED')),
	CONSTRAINT "Payment_uniqueCode_check" CHECK ("uniqueCode" between 0 and 999),
	CONSTRAINT "Payment_amount_check" CHECK ("amount" > 0),
	CONSTRAINT "Payment_receivedAmount_check" CHECK (("status" = 'PAID') = ("receivedAmount" is not null))
);
--> statement-breakpoint
CREATE TABLE "Payout" (
	"id" text PRIMARY KEY NOT NULL,
	"bookingId" text NOT NULL,
	"tripId" text NOT NULL,
	"organizerId" text NOT NULL,
	"amount" integer NOT NULL,
	"feeAmount" integer NOT NULL,
	"status" text NOT NULL,
	"heldUntil" timestamp (3) with time zone NOT NULL,
	"releasedAt" timestamp (3) with time zone,
	"bankName" text,
	"bankAccountNo" text,
	"bankAccountName" text,
	"transferRef" text,
	"paidAt" timestamp (3) with time zone,
	"paidById" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Payout_bookingId_key" UNIQUE("bookingId"),
	CONSTRAINT "Payout_status_check" CHECK ("status" in ('HELD', 'RELEASED', 'PAID', 'CANCELLED')),
	CONSTRAINT "Payout_amount_check" CHECK ("amount" >= 0),
	CONSTRAINT "Payout_feeAmount_check" CHECK ("feeAmount" >= 0),
	CONSTRAINT "Payout_releasedAt_check" CHECK ("status" not in ('RELEASED', 'PAID') or "releasedAt" is not null),
	CONSTRAINT "Payout_paid_check" CHECK ("status" <> 'PAID' or ("transferRef" is not null and "paidAt" is not null))
);
--> statement-breakpoint
CREATE TABLE "Refund" (
	"id" text PRIMARY KEY NOT NULL,
	"bookingId" text NOT NULL,
	"amount" integer NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"evidencePath" text,
	"requestedById" text,
	"decidedById" text,
	"decision" text,
	"approvedAt" timestamp (3) with time zone,
	"bankName" text,
	"bankAccountNo" text,
	"bankAccountName" text,
	"transferRef" text,
	"paidAt" timestamp (3) with time zone,
	"paidById" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Refund_status_check" CHECK ("status" in ('REQUESTED', 'APPROVED', 'REJECTED', 'PAID')),
	CONSTRAINT "Refund_reason_check" CHECK ("reason" in ('PARTICIPANT_CANCEL', 'TRIP_CLOSED', 'UNAPPLIED', 'OVERPAID', 'DISPUTE', 'GOODWILL')),
	CONSTRAINT "Refund_amount_check" CHECK ("amount" > 0),
	CONSTRAINT "Refund_paid_check" CHECK ("status" <> 'PAID' or ("transferRef" is not null and "bankName" is not null and "bankAccountNo" is not null and "bankAccountName" is not null))
);
--> statement-breakpoint
CREATE TABLE "EmailJob" (
	"id" text PRIMARY KEY NOT NULL,
	"dedupeKey" text NOT NULL,
	"toEmail" text NOT NULL,
	"fromAddress" text NOT NULL,
	"template" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer NOT NULL,
	"nextAttemptAt" timestamp (3) with time zone NOT NULL,
	"notAfter" timestamp (3) with time zone,
	"batchKey" text,
	"batchPosition" integer,
	"batchSentAt" timestamp (3) with time zone,
	"lockedUntil" timestamp (3) with time zone,
	"lastError" text,
	"providerId" text,
	"sentAt" timestamp (3) with time zone,
	"deadAt" timestamp (3) with time zone,
	"discardedAt" timestamp (3) with time zone,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "EmailJob_dedupeKey_key" UNIQUE("dedupeKey"),
	CONSTRAINT "EmailJob_status_check" CHECK ("status" in ('PENDING', 'SENT', 'FAILED')),
	CONSTRAINT "EmailJob_attempts_check" CHECK ("attempts" >= 0),
	CONSTRAINT "EmailJob_deadAt_check" CHECK ("deadAt" is null or "status" = 'FAILED'),
	CONSTRAINT "EmailJob_discardedAt_check" CHECK ("discardedAt" is null or "deadAt" is not null),
	CONSTRAINT "EmailJob_sentAt_check" CHECK (("status" = 'SENT') = ("sentAt" is not null))
);
--> statement-breakpoint
CREATE TABLE "FileCheck" (
	"name" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"checkedAt" timestamp (3) with time zone NOT NULL,
	"missingSince" timestamp (3) with time zone,
	CONSTRAINT "FileCheck_kind_check" CHECK ("kind" in ('foto', 'bukti', 'identitas', 'laporan'))
);
--> statement-breakpoint
CREATE TABLE "DoomedPhoto" (
	"photo" text PRIMARY KEY NOT NULL,
	"doomedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "FailedPage" (
	"minute" timestamp (3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "FailedPage_minute_cause_pk" PRIMARY KEY("minute","cause")
);
--> statement-breakpoint
CREATE TABLE "Installation" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" text NOT NULL,
	"stampedAt" timestamp (3) with time zone NOT NULL,
	"lastBackupAt" timestamp (3) with time zone,
	"filesKeptSince" timestamp (3) with time zone,
	"filesKeptUntil" timestamp (3) with time zone,
	CONSTRAINT "Installation_one_check" CHECK ("one")
);
--> statement-breakpoint
CREATE TABLE "TripImage" (
	"id" text PRIMARY KEY NOT NULL,
	"tripId" text NOT NULL,
	"path" text NOT NULL,
	"position" integer NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "TripImage_path_key" UNIQUE("path"),
	CONSTRAINT "TripImage_tripId_position_key" UNIQUE("tripId","position"),
	CONSTRAINT "TripImage_position_check" CHECK ("position" >= 0)
);
--> statement-breakpoint
CREATE TABLE "Trip" (
	"id" text PRIMARY KEY NOT NULL,
	"organizerId" text NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"destination" text NOT NULL,
	"description" text NOT NULL,
	"itinerary" jsonb NOT NULL,
	"includes" text[] NOT NULL,
	"excludes" text[] NOT NULL,
	"meetingPoint" text NOT NULL,
	"meetingTime" text NOT NULL,
	"date" date NOT NULL,
	"endDate" date,
	"closesOn" date NOT NULL,
	"pricePerPax" integer NOT NULL,
	"quota" integer NOT NULL,
	"minPax" integer,
	"whatsappGroupUrl" text,
	"status" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"closedAt" timestamp (3) with time zone,
	"closedById" text,
	"closeReason" text,
	"completedAt" timestamp (3) with time zone,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Trip_slug_key" UNIQUE("slug"),
	CONSTRAINT "Trip_status_check" CHECK ("status" in ('OPEN', 'FULL', 'COMPLETED', 'CLOSED')),
	CONSTRAINT "Trip_endDate_check" CHECK ("endDate" >= "date"),
	CONSTRAINT "Trip_closesOn_check" CHECK ("closesOn" < "date"),
	CONSTRAINT "Trip_pricePerPax_check" CHECK ("pricePerPax" between 10000 and 100000000),
	CONSTRAINT "Trip_quota_check" CHECK ("quota" between 1 and 100),
	CONSTRAINT "Trip_minPax_check" CHECK ("minPax" between 1 and "quota"),
	CONSTRAINT "Trip_completedAt_check" CHECK (("status" = 'COMPLETED') = ("completedAt" is not null)),
	CONSTRAINT "Trip_closedAt_check" CHECK (("status" = 'CLOSED') = ("closedAt" is not null))
);
--> statement-breakpoint
CREATE TABLE "Account" (
	"id" text PRIMARY KEY NOT NULL,
	"accountId" text NOT NULL,
	"providerId" text NOT NULL,
	"userId" text NOT NULL,
	"accessToken" text,
	"refreshToken" text,
	"idToken" text,
	"accessTokenExpiresAt" timestamp (3) with time zone,
	"refreshTokenExpiresAt" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "BankAccountStop" (
	"id" text PRIMARY KEY NOT NULL,
	"userId" text NOT NULL,
	"tokenHash" text NOT NULL,
	"email" text NOT NULL,
	"bankName" text,
	"bankAccountNo" text,
	"bankAccountName" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"expiresAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "BankAccountStop_tokenHash_key" UNIQUE("tokenHash")
);
--> statement-breakpoint
CREATE TABLE "FormerEmail" (
	"id" text PRIMARY KEY NOT NULL,
	"userId" text NOT NULL,
	"email" text NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "OrganizerProfile" (
	"id" text PRIMARY KEY NOT NULL,
	"userId" text NOT NULL,
	"slug" text NOT NULL,
	"displayName" text NOT NULL,
	"bio" text NOT NULL,
	"city" text NOT NULL,
	"whatsapp" text NOT NULL,
	"status" text NOT NULL,
	"idDocPath" text NOT NULL,
	"reviewNote" text,
	"reviewedById" text,
	"reviewedAt" timestamp (3) with time zone,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "OrganizerProfile_userId_key" UNIQUE("userId"),
	CONSTRAINT "OrganizerProfile_slug_key" UNIQUE("slug"),
	CONSTRAINT "OrganizerProfile_status_check" CHECK ("status" in ('PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED'))
);
--> statement-breakpoint
CREATE TABLE "RateLimit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"lastRequest" bigint NOT NULL,
	CONSTRAINT "RateLimit_key_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "Session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"userId" text NOT NULL,
	"expiresAt" timestamp (3) with time zone NOT NULL,
	"ipAddress" text,
	"userAgent" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Session_token_key" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "TwoFactor" (
	"id" text PRIMARY KEY NOT NULL,
	"userId" text NOT NULL,
	"secret" text NOT NULL,
	"backupCodes" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"failedVerificationCount" integer DEFAULT 0 NOT NULL,
	"lockedUntil" timestamp (3) with time zone,
	"lastStep" bigint,
	CONSTRAINT "TwoFactor_userId_key" UNIQUE("userId")
);
--> statement-breakpoint
CREATE TABLE "User" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"emailVerified" boolean NOT NULL,
	"name" text NOT NULL,
	"image" text,
	"role" text DEFAULT 'USER' NOT NULL,
	"phone" text,
	"locale" text DEFAULT 'id' NOT NULL,
	"bankName" text,
	"bankAccountNo" text,
	"bankAccountName" text,
	"bankAccountChangedAt" timestamp (3) with time zone,
	"suspendedAt" timestamp (3) with time zone,
	"twoFactorEnabled" boolean DEFAULT false NOT NULL,
	"linkVersion" integer DEFAULT 0 NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "User_role_check" CHECK ("role" in ('USER', 'ADMIN')),
	CONSTRAINT "User_locale_check" CHECK ("locale" in ('id', 'en'))
);
--> statement-breakpoint
CREATE TABLE "Verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expiresAt" timestamp (3) with time zone NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "BookingParticipant" ADD CONSTRAINT "BookingParticipant_bookingId_Booking_id_fk" FOREIGN KEY ("bookingId") REFERENCES "public"."Booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_tripId_Trip_id_fk" FOREIGN KEY ("tripId") REFERENCES "public"."Trip"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_bookingId_Booking_id_fk" FOREIGN KEY ("bookingId") REFERENCES "public"."Booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_verifiedById_User_id_fk" FOREIGN KEY ("verifiedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_bookingId_Booking_id_fk" FOREIGN KEY ("bookingId") REFERENCES "public"."Booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_tripId_Trip_id_fk" FOREIGN KEY ("tripId") REFERENCES "public"."Trip"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_organizerId_OrganizerProfile_id_fk" FOREIGN KEY ("organizerId") REFERENCES "public"."OrganizerProfile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_paidById_User_id_fk" FOREIGN KEY ("paidById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_bookingId_Booking_id_fk" FOREIGN KEY ("bookingId") REFERENCES "public"."Booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_requestedById_User_id_fk" FOREIGN KEY ("requestedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_decidedById_User_id_fk" FOREIGN KEY ("decidedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_paidById_User_id_fk" FOREIGN KEY ("paidById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "TripImage" ADD CONSTRAINT "TripImage_tripId_Trip_id_fk" FOREIGN KEY ("tripId") REFERENCES "public"."Trip"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Trip" ADD CONSTRAINT "Trip_organizerId_OrganizerProfile_id_fk" FOREIGN KEY ("organizerId") REFERENCES "public"."OrganizerProfile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Trip" ADD CONSTRAINT "Trip_closedById_User_id_fk" FOREIGN KEY ("closedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "BankAccountStop" ADD CONSTRAINT "BankAccountStop_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "FormerEmail" ADD CONSTRAINT "FormerEmail_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "OrganizerProfile" ADD CONSTRAINT "OrganizerProfile_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "OrganizerProfile" ADD CONSTRAINT "OrganizerProfile_reviewedById_User_id_fk" FOREIGN KEY ("reviewedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "TwoFactor" ADD CONSTRAINT "TwoFactor_userId_User_id_fk" FOREIGN KEY ("userId") REFERENCES "public"."User"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "AuditLog_entity_entityId_idx" ON "AuditLog" USING btree ("entity","entityId");--> statement-breakpoint
CREATE INDEX "AuditLog_createdAt_idx" ON "AuditLog" USING btree ("createdAt");--> statement-breakpoint
CREATE INDEX "AuditLog_person_idx" ON "AuditLog" USING btree ("actorId","createdAt") WHERE "actorType" in ('USER', 'ADMIN');--> statement-breakpoint
CREATE INDEX "BookingParticipant_bookingId_idx" ON "BookingParticipant" USING btree ("bookingId");--> statement-breakpoint
CREATE UNIQUE INDEX "Booking_live_key" ON "Booking" USING btree ("tripId","userId") WHERE "status" in ('PENDING_PAYMENT', 'CONFIRMED');--> statement-breakpoint
CREATE INDEX "Booking_tripId_status_idx" ON "Booking" USING btree ("tripId","status");--> statement-breakpoint
CREATE INDEX "Booking_userId_createdAt_idx" ON "Booking" USING btree ("userId","createdAt");--> statement-breakpoint
CREATE UNIQUE INDEX "Payment_awaiting_amount_key" ON "Payment" USING btree ("bankAccountKey","amount") WHERE "status" = 'AWAITING' and "method" = 'MANUAL_TRANSFER';--> statement-breakpoint
CREATE INDEX "Payment_bankAccountKey_amount_idx" ON "Payment" USING btree ("bankAccountKey","amount");--> statement-breakpoint
CREATE INDEX "Payment_status_expiresAt_idx" ON "Payment" USING btree ("status","expiresAt");--> statement-breakpoint
CREATE INDEX "Payment_status_createdAt_idx" ON "Payment" USING btree ("status","createdAt");--> statement-breakpoint
CREATE INDEX "Payment_proof_waiting_idx" ON "Payment" USING btree ("proofUploadedAt","id") WHERE "status" = 'AWAITING' and "proofPath" is not null;--> statement-breakpoint
CREATE INDEX "Payment_proofPath_idx" ON "Payment" USING btree ("proofPath") WHERE "proofPath" is not null;--> statement-breakpoint
CREATE INDEX "Payment_paidAt_id_idx" ON "Payment" USING btree ("paidAt","id") WHERE "status" = 'PAID';--> statement-breakpoint
CREATE INDEX "Payment_createdAt_id_idx" ON "Payment" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "Payment_amount_idx" ON "Payment" USING btree ("amount");--> statement-breakpoint
CREATE INDEX "Payment_receivedAmount_idx" ON "Payment" USING btree ("receivedAmount") WHERE "receivedAmount" is not null;--> statement-breakpoint
CREATE INDEX "Payout_status_heldUntil_id_idx" ON "Payout" USING btree ("status","heldUntil","id");--> statement-breakpoint
CREATE INDEX "Payout_releasedAt_idx" ON "Payout" USING btree ("releasedAt") WHERE "status" = 'RELEASED';--> statement-breakpoint
CREATE INDEX "Payout_organizerId_status_idx" ON "Payout" USING btree ("organizerId","status");--> statement-breakpoint
CREATE INDEX "Payout_tripId_status_idx" ON "Payout" USING btree ("tripId","status");--> statement-breakpoint
CREATE INDEX "Payout_paidAt_id_idx" ON "Payout" USING btree ("paidAt","id") WHERE "status" = 'PAID';--> statement-breakpoint
CREATE UNIQUE INDEX "Refund_requested_key" ON "Refund" USING btree ("bookingId") WHERE "status" = 'REQUESTED';--> statement-breakpoint
CREATE INDEX "Refund_evidencePath_idx" ON "Refund" USING btree ("evidencePath") WHERE "evidencePath" is not null;--> statement-breakpoint
CREATE INDEX "Refund_bookingId_idx" ON "Refund" USING btree ("bookingId");--> statement-breakpoint
CREATE INDEX "Refund_status_approvedAt_idx" ON "Refund" USING btree ("status","approvedAt");--> statement-breakpoint
CREATE INDEX "Refund_requested_createdAt_idx" ON "Refund" USING btree ("createdAt") WHERE "status" = 'REQUESTED';--> statement-breakpoint
CREATE INDEX "Refund_paidAt_id_idx" ON "Refund" USING btree ("paidAt","id") WHERE "status" = 'PAID';--> statement-breakpoint
CREATE INDEX "EmailJob_status_nextAttemptAt_idx" ON "EmailJob" USING btree ("status","nextAttemptAt");--> statement-breakpoint
CREATE INDEX "EmailJob_due_idx" ON "EmailJob" USING btree ("nextAttemptAt","id") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchKey" is null;--> statement-breakpoint
CREATE INDEX "EmailJob_overdue_idx" ON "EmailJob" USING btree ("notAfter") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchKey" is null and "notAfter" is not null;--> statement-breakpoint
CREATE INDEX "EmailJob_batch_leader_idx" ON "EmailJob" USING btree ("nextAttemptAt") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchPosition" = 0;--> statement-breakpoint
CREATE INDEX "EmailJob_dead_idx" ON "EmailJob" USING btree ("updatedAt","id") WHERE "deadAt" is not null;--> statement-breakpoint
CREATE INDEX "EmailJob_about_idx" ON "EmailJob" USING btree (split_part("dedupeKey", ':', 2));--> statement-breakpoint
CREATE INDEX "EmailJob_batchKey_idx" ON "EmailJob" USING btree ("batchKey") WHERE "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchKey" is not null;--> statement-breakpoint
CREATE INDEX "FileCheck_missingSince_idx" ON "FileCheck" USING btree ("missingSince") WHERE "missingSince" is not null;--> statement-breakpoint
CREATE INDEX "Trip_status_date_idx" ON "Trip" USING btree ("status","date");--> statement-breakpoint
CREATE INDEX "Trip_organizerId_status_idx" ON "Trip" USING btree ("organizerId","status");--> statement-breakpoint
CREATE INDEX "Trip_unfinished_idx" ON "Trip" USING btree (coalesce("endDate", "date"),"id") WHERE "status" in ('OPEN', 'FULL');--> statement-breakpoint
CREATE INDEX "Trip_soonest_idx" ON "Trip" USING btree ("date","id") WHERE "status" in ('OPEN', 'FULL');--> statement-breakpoint
CREATE INDEX "Trip_cheapest_idx" ON "Trip" USING btree ("pricePerPax","date","id") WHERE "status" in ('OPEN', 'FULL');--> statement-breakpoint
CREATE INDEX "Account_userId_idx" ON "Account" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "BankAccountStop_userId_idx" ON "BankAccountStop" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "FormerEmail_userId_idx" ON "FormerEmail" USING btree ("userId");--> statement-breakpoint
CREATE INDEX "OrganizerProfile_status_idx" ON "OrganizerProfile" USING btree ("status");--> statement-breakpoint
CREATE INDEX "OrganizerProfile_idDocPath_idx" ON "OrganizerProfile" USING btree ("idDocPath");--> statement-breakpoint
CREATE INDEX "Session_userId_idx" ON "Session" USING btree ("userId");--> statement-breakpoint
CREATE UNIQUE INDEX "User_email_key" ON "User" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "Verification_identifier_idx" ON "Verification" USING btree ("identifier");--> statement-breakpoint
create function "refuseAuditChange"() returns trigger language plpgsql as $$
begin
  raise exception 'AuditLog rows are only ever added' using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger "AuditLog_append_only" before update or delete on "AuditLog"
  for each row execute function "refuseAuditChange"();
--> statement-breakpoint
-- A night may leave 100,000 dead rows among 1,000,000: too few for the default, but the next search for due ones walks over all of them.
alter table "Trip" set (autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
alter table "Payout" set (autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
-- Words may stand anywhere in a title or destination; without this a word that no trip holds read all of them. The module
-- pg_trgm comes with PostgreSQL, on some systems as a package of its own; where it is missing or may not be used, the same
-- queries work as before, so that no start depends on it.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "Trip_words_idx" ON "Trip" USING gin ("title" gin_trgm_ops, "destination" gin_trgm_ops) WITH (fastupdate = off) WHERE "status" in ('OPEN', 'FULL');
EXCEPTION
  WHEN feature_not_supported OR insufficient_privilege OR undefined_file OR undefined_object THEN
    RAISE NOTICE 'trips are searched without an index: %', SQLERRM;
END $$;
