CREATE TABLE "Receipt" (
	"id" text PRIMARY KEY NOT NULL,
	"paymentId" text NOT NULL,
	"accountKey" text NOT NULL,
	"amount" integer NOT NULL,
	"bookedOn" date NOT NULL,
	"source" text NOT NULL,
	"statementLineId" text,
	"recordedById" text,
	"voidedAt" timestamp (3) with time zone,
	"voidedById" text,
	"voidReason" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Receipt_source_check" CHECK ("source" in ('PROOF', 'STATEMENT', 'MANUAL', 'GATEWAY')),
	CONSTRAINT "Receipt_amount_check" CHECK ("amount" > 0),
	CONSTRAINT "Receipt_void_check" CHECK (("voidedAt" is null) = ("voidReason" is null))
);
--> statement-breakpoint
CREATE TABLE "TransferItem" (
	"id" text PRIMARY KEY NOT NULL,
	"transferId" text NOT NULL,
	"payoutId" text,
	"refundId" text,
	"amount" integer NOT NULL,
	"bankName" text NOT NULL,
	"bankAccountNo" text NOT NULL,
	"bankAccountName" text NOT NULL,
	"outcome" text,
	"bouncedAt" timestamp (3) with time zone,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "TransferItem_outcome_check" CHECK ("outcome" in ('PAID', 'LEFT_OUT', 'BOUNCED')),
	CONSTRAINT "TransferItem_one_check" CHECK (num_nonnulls("payoutId", "refundId") = 1),
	CONSTRAINT "TransferItem_amount_check" CHECK ("amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "Transfer" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"accountKey" text NOT NULL,
	"status" text NOT NULL,
	"transferRef" text,
	"bookedOn" date,
	"note" text,
	"statementLineId" text,
	"preparedById" text,
	"confirmedById" text,
	"confirmedAt" timestamp (3) with time zone,
	"undoneById" text,
	"undoneAt" timestamp (3) with time zone,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "Transfer_code_key" UNIQUE("code"),
	CONSTRAINT "Transfer_kind_check" CHECK ("kind" in ('PAYOUT', 'REFUND')),
	CONSTRAINT "Transfer_status_check" CHECK ("status" in ('PREPARED', 'CONFIRMED', 'UNDONE')),
	CONSTRAINT "Transfer_confirmed_check" CHECK ("status" <> 'CONFIRMED' or ("transferRef" is not null and "bookedOn" is not null and "confirmedAt" is not null)),
	CONSTRAINT "Transfer_undone_check" CHECK (("status" = 'UNDONE') = ("undoneAt" is not null))
);
--> statement-breakpoint
CREATE TABLE "StatementFormat" (
	"accountKey" text PRIMARY KEY NOT NULL,
	"format" jsonb NOT NULL,
	"updatedById" text NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "StatementImport" (
	"id" text PRIMARY KEY NOT NULL,
	"accountKey" text NOT NULL,
	"fileName" text NOT NULL,
	"firstDay" date NOT NULL,
	"lastDay" date NOT NULL,
	"linesAdded" integer NOT NULL,
	"linesKnown" integer NOT NULL,
	"closingBalance" bigint,
	"importedById" text NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "StatementImport_days_check" CHECK ("lastDay" >= "firstDay")
);
--> statement-breakpoint
CREATE TABLE "StatementLine" (
	"id" text PRIMARY KEY NOT NULL,
	"importId" text NOT NULL,
	"accountKey" text NOT NULL,
	"bookedOn" date NOT NULL,
	"amount" bigint NOT NULL,
	"description" text NOT NULL,
	"ordinal" integer NOT NULL,
	"kind" text NOT NULL,
	"note" text,
	"decidedById" text,
	"decidedAt" timestamp (3) with time zone,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "StatementLine_kind_check" CHECK ("kind" in ('OPEN', 'RECEIPT', 'TRANSFER', 'FEE', 'INTEREST', 'WITHDRAWAL', 'DEPOSIT', 'CORRECTION')),
	CONSTRAINT "StatementLine_amount_check" CHECK ("amount" <> 0),
	CONSTRAINT "StatementLine_ordinal_check" CHECK ("ordinal" >= 1)
);
--> statement-breakpoint
ALTER TABLE "Payment" DROP CONSTRAINT "Payment_receivedAmount_check";--> statement-breakpoint
ALTER TABLE "Refund" DROP CONSTRAINT "Refund_status_check";--> statement-breakpoint
ALTER TABLE "Booking" ADD COLUMN "agreedDate" date;--> statement-breakpoint
ALTER TABLE "Booking" ADD COLUMN "agreedEndDate" date;--> statement-breakpoint
ALTER TABLE "Payout" ADD COLUMN "holdReason" text;--> statement-breakpoint
ALTER TABLE "Payout" ADD COLUMN "heldBackAt" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "Payout" ADD COLUMN "heldBackById" text;--> statement-breakpoint
ALTER TABLE "Refund" ADD COLUMN "receiptId" text;--> statement-breakpoint
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_paymentId_Payment_id_fk" FOREIGN KEY ("paymentId") REFERENCES "public"."Payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_statementLineId_StatementLine_id_fk" FOREIGN KEY ("statementLineId") REFERENCES "public"."StatementLine"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_recordedById_User_id_fk" FOREIGN KEY ("recordedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_voidedById_User_id_fk" FOREIGN KEY ("voidedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_transferId_Transfer_id_fk" FOREIGN KEY ("transferId") REFERENCES "public"."Transfer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_payoutId_Payout_id_fk" FOREIGN KEY ("payoutId") REFERENCES "public"."Payout"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_refundId_Refund_id_fk" FOREIGN KEY ("refundId") REFERENCES "public"."Refund"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_statementLineId_StatementLine_id_fk" FOREIGN KEY ("statementLineId") REFERENCES "public"."StatementLine"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_preparedById_User_id_fk" FOREIGN KEY ("preparedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_confirmedById_User_id_fk" FOREIGN KEY ("confirmedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_undoneById_User_id_fk" FOREIGN KEY ("undoneById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "StatementFormat" ADD CONSTRAINT "StatementFormat_updatedById_User_id_fk" FOREIGN KEY ("updatedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "StatementImport" ADD CONSTRAINT "StatementImport_importedById_User_id_fk" FOREIGN KEY ("importedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "StatementLine" ADD CONSTRAINT "StatementLine_importId_StatementImport_id_fk" FOREIGN KEY ("importId") REFERENCES "public"."StatementImport"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "StatementLine" ADD CONSTRAINT "StatementLine_decidedById_User_id_fk" FOREIGN KEY ("decidedById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "Receipt_statementLineId_key" ON "Receipt" USING btree ("statementLineId") WHERE "voidedAt" is null;--> statement-breakpoint
CREATE INDEX "Receipt_paymentId_idx" ON "Receipt" USING btree ("paymentId");--> statement-breakpoint
CREATE INDEX "Receipt_accountKey_bookedOn_id_idx" ON "Receipt" USING btree ("accountKey","bookedOn","id");--> statement-breakpoint
CREATE UNIQUE INDEX "TransferItem_payoutId_key" ON "TransferItem" USING btree ("payoutId") WHERE "payoutId" is not null and ("outcome" is null or "outcome" = 'PAID');--> statement-breakpoint
CREATE UNIQUE INDEX "TransferItem_refundId_key" ON "TransferItem" USING btree ("refundId") WHERE "refundId" is not null and ("outcome" is null or "outcome" = 'PAID');--> statement-breakpoint
CREATE INDEX "TransferItem_transferId_id_idx" ON "TransferItem" USING btree ("transferId","id");--> statement-breakpoint
CREATE INDEX "TransferItem_payoutId_idx" ON "TransferItem" USING btree ("payoutId") WHERE "payoutId" is not null;--> statement-breakpoint
CREATE INDEX "TransferItem_refundId_idx" ON "TransferItem" USING btree ("refundId") WHERE "refundId" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "Transfer_accountKey_transferRef_key" ON "Transfer" USING btree ("accountKey","transferRef") WHERE "status" = 'CONFIRMED' and "preparedById" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "Transfer_statementLineId_key" ON "Transfer" USING btree ("statementLineId");--> statement-breakpoint
CREATE INDEX "Transfer_status_createdAt_id_idx" ON "Transfer" USING btree ("status","createdAt","id");--> statement-breakpoint
CREATE INDEX "Transfer_accountKey_bookedOn_id_idx" ON "Transfer" USING btree ("accountKey","bookedOn","id");--> statement-breakpoint
CREATE INDEX "StatementImport_accountKey_lastDay_id_idx" ON "StatementImport" USING btree ("accountKey","lastDay","id");--> statement-breakpoint
CREATE UNIQUE INDEX "StatementLine_line_key" ON "StatementLine" USING btree ("accountKey","bookedOn","amount","description","ordinal");--> statement-breakpoint
CREATE INDEX "StatementLine_accountKey_bookedOn_id_idx" ON "StatementLine" USING btree ("accountKey","bookedOn","id");--> statement-breakpoint
CREATE INDEX "StatementLine_open_idx" ON "StatementLine" USING btree ("accountKey","bookedOn","id") WHERE "kind" = 'OPEN';--> statement-breakpoint
CREATE INDEX "StatementLine_importId_idx" ON "StatementLine" USING btree ("importId");--> statement-breakpoint
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_heldBackById_User_id_fk" FOREIGN KEY ("heldBackById") REFERENCES "public"."User"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_receiptId_Receipt_id_fk" FOREIGN KEY ("receiptId") REFERENCES "public"."Receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "Payout_heldBackAt_idx" ON "Payout" USING btree ("heldBackAt") WHERE "heldBackAt" is not null;--> statement-breakpoint
CREATE INDEX "Refund_receiptId_idx" ON "Refund" USING btree ("receiptId") WHERE "receiptId" is not null;--> statement-breakpoint
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_paid_check" CHECK ("status" <> 'PAID' or "receivedAmount" is not null);--> statement-breakpoint
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_receivedAmount_check" CHECK ("receivedAmount" is null or ("receivedAmount" > 0 and "status" in ('AWAITING', 'PAID')));--> statement-breakpoint
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_heldBack_check" CHECK (("heldBackAt" is null) = ("holdReason" is null));--> statement-breakpoint
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_status_check" CHECK ("status" in ('REQUESTED', 'APPROVED', 'REJECTED', 'PAID', 'CANCELLED'));--> statement-breakpoint
-- The days of bookings so far: a trip's days have been locked as long as anybody was on it, so its live ones agreed to them.
UPDATE "Booking" SET "agreedDate" = "Trip"."date", "agreedEndDate" = "Trip"."endDate" FROM "Trip"
  WHERE "Trip"."id" = "Booking"."tripId" AND "Booking"."status" IN ('PENDING_PAYMENT', 'CONFIRMED');--> statement-breakpoint
-- Money so far came as one receipt a payment, for a proof that was checked.
INSERT INTO "Receipt" ("id", "paymentId", "accountKey", "amount", "bookedOn", "source", "recordedById", "createdAt", "updatedAt")
  SELECT gen_random_uuid()::text, "id", "bankAccountKey", "receivedAmount",
    (coalesce("paidAt", "updatedAt") AT TIME ZONE 'Asia/Jakarta')::date, 'PROOF', "verifiedById", coalesce("paidAt", "updatedAt"), "updatedAt"
  FROM "Payment" WHERE "receivedAmount" IS NOT NULL;--> statement-breakpoint
CREATE FUNCTION "newTransferCode"() RETURNS text LANGUAGE plpgsql AS $$
declare
  alphabet constant text := '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  drawn text;
begin
  loop
    select 'TF-' || string_agg(substr(alphabet, 1 + floor(random() * length(alphabet))::int, 1), '') into drawn
      from generate_series(1, 5);
    exit when not exists (select from "Transfer" where "code" = drawn);
  end loop;
  return drawn;
end
$$;--> statement-breakpoint
-- What was marked as paid so far, by account and reference: transfers that nobody prepared.
CREATE FUNCTION "adoptTransfers"(kind text, payout text, refund text, account_key text, reference text, row_amount integer,
  bank text, account_no text, account_name text, paid_by text, paid_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
declare
  transfer text;
begin
  select "id" into transfer from "Transfer"
    where "Transfer"."kind" = "adoptTransfers".kind and "accountKey" = account_key and "transferRef" = reference
      and "status" = 'CONFIRMED' and "preparedById" is null
    limit 1;
  if transfer is null then
    transfer := gen_random_uuid()::text;
    insert into "Transfer" ("id", "code", "kind", "accountKey", "status", "transferRef", "bookedOn", "confirmedById", "confirmedAt", "createdAt", "updatedAt")
      values (transfer, "newTransferCode"(), kind, account_key, 'CONFIRMED', reference, (paid_at at time zone 'Asia/Jakarta')::date, paid_by, paid_at, paid_at, paid_at);
  end if;
  insert into "TransferItem" ("id", "transferId", "payoutId", "refundId", "amount", "bankName", "bankAccountNo", "bankAccountName", "outcome", "createdAt", "updatedAt")
    values (gen_random_uuid()::text, transfer, payout, refund, row_amount, coalesce(bank, '-'), coalesce(account_no, '-'), coalesce(account_name, '-'), 'PAID', paid_at, paid_at);
end
$$;--> statement-breakpoint
SELECT "adoptTransfers"('PAYOUT', o."id", NULL, p."bankAccountKey", o."transferRef", o."amount", o."bankName", o."bankAccountNo", o."bankAccountName", o."paidById", o."paidAt")
  FROM "Payout" o JOIN "Payment" p ON p."bookingId" = o."bookingId" WHERE o."status" = 'PAID' AND o."amount" > 0 ORDER BY o."paidAt", o."id";--> statement-breakpoint
SELECT "adoptTransfers"('REFUND', NULL, r."id", p."bankAccountKey", r."transferRef", r."amount", r."bankName", r."bankAccountNo", r."bankAccountName", r."paidById", coalesce(r."paidAt", r."updatedAt"))
  FROM "Refund" r JOIN "Payment" p ON p."bookingId" = r."bookingId" WHERE r."status" = 'PAID' ORDER BY r."paidAt", r."id";--> statement-breakpoint
-- The release before knows neither receipts nor transfers, and writes some seconds more on these tables. At its commit
-- its money gets both; what writes them itself, in the same transaction, leaves nothing to do.
CREATE FUNCTION "adoptReceipt"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  insert into "Receipt" ("id", "paymentId", "accountKey", "amount", "bookedOn", "source", "recordedById", "createdAt", "updatedAt")
    select gen_random_uuid()::text, p."id", p."bankAccountKey", p."receivedAmount",
      (coalesce(p."paidAt", p."updatedAt") at time zone 'Asia/Jakarta')::date, 'PROOF', p."verifiedById", coalesce(p."paidAt", p."updatedAt"), p."updatedAt"
    from "Payment" p
    where p."id" = new."id" and p."status" = 'PAID'
      and not exists (select from "Receipt" r where r."paymentId" = p."id" and r."voidedAt" is null);
  return null;
end
$$;--> statement-breakpoint
CREATE FUNCTION "adoptPayoutTransfer"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform "adoptTransfers"('PAYOUT', o."id", null, p."bankAccountKey", o."transferRef", o."amount", o."bankName", o."bankAccountNo", o."bankAccountName", o."paidById", o."paidAt")
    from "Payout" o join "Payment" p on p."bookingId" = o."bookingId"
    where o."id" = new."id" and o."status" = 'PAID' and o."amount" > 0
      and not exists (select from "TransferItem" i where i."payoutId" = o."id" and i."outcome" = 'PAID');
  update "TransferItem" i set "outcome" = 'BOUNCED', "bouncedAt" = o."updatedAt", "updatedAt" = o."updatedAt"
    from "Payout" o where o."id" = new."id" and o."status" <> 'PAID' and i."payoutId" = o."id" and i."outcome" = 'PAID';
  return null;
end
$$;--> statement-breakpoint
CREATE FUNCTION "adoptRefundTransfer"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform "adoptTransfers"('REFUND', null, r."id", p."bankAccountKey", r."transferRef", r."amount", r."bankName", r."bankAccountNo", r."bankAccountName", r."paidById", coalesce(r."paidAt", r."updatedAt"))
    from "Refund" r join "Payment" p on p."bookingId" = r."bookingId"
    where r."id" = new."id" and r."status" = 'PAID'
      and not exists (select from "TransferItem" i where i."refundId" = r."id" and i."outcome" = 'PAID');
  update "TransferItem" i set "outcome" = 'BOUNCED', "bouncedAt" = r."updatedAt", "updatedAt" = r."updatedAt"
    from "Refund" r where r."id" = new."id" and r."status" <> 'PAID' and i."refundId" = r."id" and i."outcome" = 'PAID';
  return null;
end
$$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "Payment_adopt_receipt" AFTER INSERT OR UPDATE ON "Payment" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."status" = 'PAID') EXECUTE FUNCTION "adoptReceipt"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "Payout_adopt_new_transfer" AFTER INSERT ON "Payout" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."status" = 'PAID') EXECUTE FUNCTION "adoptPayoutTransfer"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "Payout_adopt_transfer" AFTER UPDATE ON "Payout" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."status" <> NEW."status" AND (OLD."status" = 'PAID' OR NEW."status" = 'PAID')) EXECUTE FUNCTION "adoptPayoutTransfer"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "Refund_adopt_new_transfer" AFTER INSERT ON "Refund" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."status" = 'PAID') EXECUTE FUNCTION "adoptRefundTransfer"();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "Refund_adopt_transfer" AFTER UPDATE ON "Refund" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."status" <> NEW."status" AND (OLD."status" = 'PAID' OR NEW."status" = 'PAID')) EXECUTE FUNCTION "adoptRefundTransfer"();
