ALTER TABLE "Booking" ADD COLUMN "cancelCause" text;--> statement-breakpoint
ALTER TABLE "Payout" ADD COLUMN "holdCause" text;--> statement-breakpoint
ALTER TABLE "Refund" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "EmailJob" ADD COLUMN "endCause" text;--> statement-breakpoint
ALTER TABLE "Booking" ADD CONSTRAINT "Booking_cancelCause_check" CHECK ("cancelCause" is null or ("cancelCause" in ('short', 'cancelled', 'sold-out', 'trip-over', 'booked-again', 'days-changed', 'rest-missing', 'returned-before') and "cancelledAt" is not null));--> statement-breakpoint
ALTER TABLE "Payout" ADD CONSTRAINT "Payout_holdCause_check" CHECK ("holdCause" is null or ("holdCause" in ('suspended') and "heldBackAt" is not null));--> statement-breakpoint
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_cause_check" CHECK ("cause" is null or ("cause" in ('short', 'cancelled', 'sold-out', 'trip-over', 'booked-again', 'days-changed', 'rest-missing', 'returned-before', 'surplus') and "reason" in ('UNAPPLIED', 'OVERPAID')));--> statement-breakpoint
ALTER TABLE "EmailJob" ADD CONSTRAINT "EmailJob_endCause_check" CHECK ("endCause" is null or ("endCause" in ('too-late', 'unknown-outcome') and "deadAt" is not null));--> statement-breakpoint
-- What releases before this one wrote as sentences, told as codes. They go on writing them while this one starts, and after a step
-- back; so it is done by triggers, which the rows that are there run through once, too. What somebody typed stays as it is.
CREATE FUNCTION "causeOfSentence"(said text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  select case said
    when 'Transfer kurang dari harga trip.' then 'short'
    when 'Transfer masuk untuk pesanan yang sudah dibatalkan.' then 'cancelled'
    when 'Transfer masuk setelah batas bayar, kursi sudah terisi.' then 'sold-out'
    when 'Transfer masuk setelah batas bayar, trip sudah dimulai atau batal.' then 'trip-over'
    when 'Transfer masuk setelah batas bayar, peserta sudah memesan lagi.' then 'booked-again'
    when 'Transfer masuk setelah batas bayar, hari trip sudah berubah.' then 'days-changed'
    when 'Sisa pembayaran tidak masuk sampai batas waktu.' then 'rest-missing'
    when 'Transfer masuk setelah uang pesanan ini dikembalikan.' then 'returned-before'
    when 'Transfer lebih dari jumlah tagihan.' then 'surplus'
  end
$$;--> statement-breakpoint
CREATE FUNCTION "adoptRefundCause"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new."reason" in ('UNAPPLIED', 'OVERPAID') then
    new."cause" := "causeOfSentence"(new."note");
    if new."cause" is not null then new."note" := ''; end if;
  elsif new."reason" = 'TRIP_CLOSED' then
    new."note" := regexp_replace(new."note", '^Trip batal: ', '');
  elsif (new."reason", new."note") in (('PARTICIPANT_CANCEL', 'Dibatalkan peserta.'), ('GOODWILL', 'Dibatalkan admin.')) then
    new."note" := '';
  end if;
  return new;
end
$$;--> statement-breakpoint
CREATE FUNCTION "adoptCancelCause"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new."cancelledAt" is null then
    new."cancelCause" := null;
  elsif new."cancelledBy" = 'ADMIN' and "causeOfSentence"(new."cancelReason") <> 'surplus' then
    new."cancelCause" := "causeOfSentence"(new."cancelReason");
    new."cancelReason" := null;
  end if;
  return new;
end
$$;--> statement-breakpoint
CREATE FUNCTION "adoptHoldCause"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new."heldBackAt" is null then
    new."holdCause" := null;
  elsif starts_with(new."holdReason", 'Organizer ditangguhkan: ') then
    new."holdCause" := 'suspended';
    new."holdReason" := regexp_replace(regexp_replace(new."holdReason", '^Organizer ditangguhkan: ', ''), '^-$', '');
  end if;
  return new;
end
$$;--> statement-breakpoint
CREATE FUNCTION "adoptEndCause"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new."deadAt" is null then
    new."endCause" := null;
  elsif new."lastError" = 'kedaluwarsa' then
    new."endCause" := 'too-late';
    new."lastError" := null;
  elsif new."lastError" ~ '^hasil tidak pasti(: |$)' then
    new."endCause" := 'unknown-outcome';
    new."lastError" := nullif(regexp_replace(new."lastError", '^hasil tidak pasti(: )?', ''), '');
  end if;
  return new;
end
$$;--> statement-breakpoint
CREATE TRIGGER "Refund_adopt_cause" BEFORE INSERT OR UPDATE ON "Refund" FOR EACH ROW WHEN (NEW."cause" IS NULL AND NEW."note" <> '') EXECUTE FUNCTION "adoptRefundCause"();--> statement-breakpoint
CREATE TRIGGER "Booking_adopt_cause" BEFORE UPDATE ON "Booking" FOR EACH ROW WHEN (NEW."cancelReason" IS NOT NULL OR (NEW."cancelledAt" IS NULL AND NEW."cancelCause" IS NOT NULL)) EXECUTE FUNCTION "adoptCancelCause"();--> statement-breakpoint
CREATE TRIGGER "Payout_adopt_cause" BEFORE UPDATE ON "Payout" FOR EACH ROW WHEN (NEW."holdReason" IS NOT NULL OR NEW."holdCause" IS NOT NULL) EXECUTE FUNCTION "adoptHoldCause"();--> statement-breakpoint
CREATE TRIGGER "EmailJob_adopt_cause" BEFORE UPDATE ON "EmailJob" FOR EACH ROW WHEN (NEW."endCause" IS NOT NULL OR (NEW."deadAt" IS NOT NULL AND NEW."lastError" IS NOT NULL)) EXECUTE FUNCTION "adoptEndCause"();--> statement-breakpoint
UPDATE "Refund" SET "note" = "note" WHERE ("reason" IN ('UNAPPLIED', 'OVERPAID') AND "causeOfSentence"("note") IS NOT NULL)
  OR ("reason" = 'TRIP_CLOSED' AND starts_with("note", 'Trip batal: '))
  OR ("reason", "note") IN (('PARTICIPANT_CANCEL', 'Dibatalkan peserta.'), ('GOODWILL', 'Dibatalkan admin.'));--> statement-breakpoint
UPDATE "Booking" SET "cancelReason" = "cancelReason" WHERE "causeOfSentence"("cancelReason") IS NOT NULL;--> statement-breakpoint
UPDATE "Payout" SET "holdReason" = "holdReason" WHERE starts_with("holdReason", 'Organizer ditangguhkan: ');--> statement-breakpoint
UPDATE "EmailJob" SET "lastError" = "lastError" WHERE "deadAt" IS NOT NULL AND ("lastError" = 'kedaluwarsa' OR starts_with("lastError", 'hasil tidak pasti'));
