import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { refundCauses } from "#domain/bookings/schema/causes.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { type BookingRows, givenBooking, givenRefund, givenTrip, madeAt } from "#tests/rows.ts";

// The release before writes sentences where this one writes codes: the tables turn them, as the migration did with all rows that
// were there. What people typed stays.

ownDatabase();

/** The statements by which the migration turned what was there. */
const conversions = readFileSync(join(import.meta.dirname, "migrations/0031_reasons-are-codes.sql"), "utf8")
  .split("--> statement-breakpoint")
  .filter((statement) => /^\s*UPDATE/.test(statement));

let ana: BookingRows;
beforeEach(async () => {
  ana = await givenBooking({ trip: await givenTrip(), payout: {} });
});

const sentences: Record<(typeof refundCauses)[number], string> = {
  short: "Transfer kurang dari harga trip.",
  cancelled: "Transfer masuk untuk pesanan yang sudah dibatalkan.",
  "sold-out": "Transfer masuk setelah batas bayar, kursi sudah terisi.",
  "trip-over": "Transfer masuk setelah batas bayar, trip sudah dimulai atau batal.",
  "booked-again": "Transfer masuk setelah batas bayar, peserta sudah memesan lagi.",
  "days-changed": "Transfer masuk setelah batas bayar, hari trip sudah berubah.",
  "rest-missing": "Sisa pembayaran tidak masuk sampai batas waktu.",
  "returned-before": "Transfer masuk setelah uang pesanan ini dikembalikan.",
  surplus: "Transfer lebih dari jumlah tagihan.",
};

describe("a refund", () => {
  it.each(refundCauses)("of the sentence that said %s has that cause", async (cause) => {
    const { id } = await givenRefund(ana.booking, { status: "APPROVED", reason: "UNAPPLIED", note: sentences[cause] });
    const [refund] = await db().select().from(refunds).where(eq(refunds.id, id));
    expect(refund).toMatchObject({ cause, note: "" });
  });

  it.each([
    ["TRIP_CLOSED", "Trip batal: Hujan deras", "Hujan deras"],
    ["PARTICIPANT_CANCEL", "Dibatalkan peserta.", ""],
    ["GOODWILL", "Dibatalkan admin.", ""],
    ["GOODWILL", "Pemandu sakit", "Pemandu sakit"],
    ["DISPUTE", "Transfer kurang dari harga trip.", "Transfer kurang dari harga trip."],
    ["UNAPPLIED", "Uangnya salah alamat", "Uangnya salah alamat"],
  ] as const)("for %s that says %j keeps what somebody typed: %j", async (reason, said, note) => {
    await givenRefund(ana.booking, { status: "APPROVED", reason, note: said });
    expect(await db().select().from(refunds)).toMatchObject([{ note, cause: null }]);
  });
});

it("a booking has the cause that it died of, and loses it where it waits again", async () => {
  const cancelled = { status: "CANCELLED", cancelledAt: madeAt, cancelledBy: "ADMIN" } as const;
  await db()
    .update(bookings)
    .set({ ...cancelled, cancelReason: sentences.short });
  expect(await db().select().from(bookings)).toMatchObject([{ cancelReason: null, cancelCause: "short" }]);
  const again = { status: "PENDING_PAYMENT", cancelledAt: null, cancelledBy: null, cancelReason: null } as const;
  await db().update(bookings).set(again);
  expect(await db().select().from(bookings)).toMatchObject([{ cancelCause: null }]);
  await db()
    .update(bookings)
    .set({ ...cancelled, cancelReason: "Peserta sakit" });
  expect(await db().select().from(bookings)).toMatchObject([{ cancelReason: "Peserta sakit", cancelCause: null }]);
});

it("a payout has the cause that it is held back for, and loses it where it goes on", async () => {
  const heldBack = (holdReason: string) => db().update(payouts).set({ heldBackAt: madeAt, holdReason });
  await heldBack("Organizer ditangguhkan: Penipuan");
  expect(await db().select().from(payouts)).toMatchObject([{ holdReason: "Penipuan", holdCause: "suspended" }]);
  await db().update(payouts).set({ heldBackAt: null, holdReason: null });
  expect(await db().select().from(payouts)).toMatchObject([{ holdCause: null }]);
  await heldBack("Rekening dicek");
  expect(await db().select().from(payouts)).toMatchObject([{ holdReason: "Rekening dicek", holdCause: null }]);
  await heldBack("Organizer ditangguhkan: -");
  expect(await db().select().from(payouts)).toMatchObject([{ holdReason: "", holdCause: "suspended" }]);
});

it("a mail has the cause that it was given up for, beside the provider's own words", async () => {
  const words = {
    subject: "s",
    html: "h",
    text: "t",
    fromAddress: "f",
    toEmail: "ana@setrip.test",
    template: "welcome",
  };
  const stamps = { nextAttemptAt: madeAt, createdAt: madeAt, updatedAt: madeAt };
  await db()
    .insert(emailJobs)
    .values({ id: "m", dedupeKey: "m:1", status: "FAILED", attempts: 5, ...words, ...stamps });
  const dies = async (lastError: string) => {
    await db().update(emailJobs).set({ status: "FAILED", deadAt: madeAt, lastError });
    const [mail] = await db().select().from(emailJobs);
    await db().update(emailJobs).set({ deadAt: null });
    expect((await db().select().from(emailJobs))[0]).toMatchObject({ endCause: null });
    return [mail!.endCause, mail!.lastError];
  };
  expect(await dies("kedaluwarsa")).toEqual(["too-late", null]);
  expect(await dies("hasil tidak pasti")).toEqual(["unknown-outcome", null]);
  expect(await dies("hasil tidak pasti: HTTP 409 conflict")).toEqual(["unknown-outcome", "HTTP 409 conflict"]);
  expect(await dies("HTTP 422 validation_error: no")).toEqual([null, "HTTP 422 validation_error: no"]);
});

it("the migration turns the rows that were there", async () => {
  await pool().query(`alter table "Refund" disable trigger user`);
  await givenRefund(ana.booking, { status: "APPROVED", reason: "OVERPAID", note: sentences.surplus });
  await givenRefund(ana.booking, { status: "APPROVED", reason: "TRIP_CLOSED", note: "Trip batal: Hujan" });
  await givenRefund(ana.booking, { status: "APPROVED", reason: "GOODWILL", note: "Hujan" });
  await pool().query(`alter table "Refund" enable trigger user`);
  for (const statement of conversions) await db().execute(sql.raw(statement));
  const turned = await db().select({ note: refunds.note, cause: refunds.cause }).from(refunds).orderBy(refunds.id);
  expect(turned).toEqual([
    { note: "", cause: "surplus" },
    { note: "Hujan", cause: null },
    { note: "Hujan", cause: null },
  ]);
});
