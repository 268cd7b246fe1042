import { randomInt } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { hashPassword } from "better-auth/crypto";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { expiresAt } from "#domain/bookings/payments/rules.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { accounts } from "#domain/users/schema.ts";
import { privateFiles } from "#gateways/storage/stores.ts";
import { givenPicture } from "#tests/pictures.ts";
import { type BookingValues, givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { prepared } from "#tests/transfers.ts";
import { signedIn } from "./story.ts";
import { tripIn } from "./travellers.ts";

/** What waits for Sari: proofs, disputes, transfers, applications and mails, around the real time that the browser lives in. */

const days = (count: number) => count * 24 * 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms);
const bank = { bankName: "BCA", bankAccountNo: "0012345678", bankAccountName: "Ana Lestari" };

/** No two tests, in whatever process, may wait for the same amount. */
const ownPrice = () => 1_000_000 + randomInt(9_000_000);

/** Another admin, signed in: somebody who may be first. */
export async function givenOtherAdmin(context: BrowserContext, name = "Dewi"): Promise<{ id: string; name: string }> {
  const password = "jaga malam bersama";
  const user = await givenUser({ name, role: "ADMIN" });
  await db()
    .insert(accounts)
    .values({
      id: newId(),
      userId: user.id,
      accountId: user.id,
      providerId: "credential",
      password: await hashPassword(password),
      createdAt: new Date(),
      updatedAt: new Date(),
    });
  await signedIn(context, { email: user.email, password });
  return user;
}

/** A picture in the store, as an upload leaves it; its name. */
async function givenPaper(): Promise<string> {
  const path = `${newId()}-${newId()}.webp`;
  await privateFiles().save(path, await givenPicture(600, 800).webp().toBuffer(), new Date());
  return path;
}

/** Two seats whose proof was sent an hour ago. */
export async function givenProof(values: BookingValues = {}) {
  const trip = values.trip ?? (await tripIn(20, { pricePerPax: ownPrice() }));
  const bookedAt = ago(2 * 3_600_000);
  return givenBooking({
    user: await givenUser({ name: "Ana Lestari" }),
    status: "PENDING_PAYMENT",
    pax: 2,
    proofPath: await givenPaper(),
    ...values,
    trip,
    payment: {
      createdAt: bookedAt,
      expiresAt: expiresAt(trip, bookedAt),
      proofUploadedAt: ago(3_600_000),
      ...values.payment,
    },
  });
}

/** The same, expired without a proof: whoever transferred was late. */
export const givenLatePayment = () =>
  givenProof({ status: "EXPIRED", proofPath: undefined, payment: { proofUploadedAt: null } });

/** A confirmed booking whose money is held for two more days. */
export async function givenHeld(values: BookingValues = {}) {
  const trip = values.trip ?? (await tripIn(20));
  return givenBooking({
    user: await givenUser({ name: "Ana Lestari" }),
    pax: 2,
    ...values,
    trip,
    payout: { heldUntil: new Date(Date.now() + days(2)), ...values.payout },
  });
}

/** Its participant reports a problem, with a photo. */
export async function givenDispute() {
  const rows = await givenHeld();
  const note = "Perahu tidak datang, jadi hari kedua batal.";
  const evidencePath = await givenPaper();
  const refund = await givenRefund(rows.booking, { amount: 200_000, note, evidencePath, createdAt: ago(3_600_000) });
  return { ...rows, refund };
}

/** Money that goes back, promised yesterday; with an account unless told. */
export async function givenOwed(values: Partial<Refund> = {}) {
  const rows = await givenHeld();
  const refund = await givenRefund(rows.booking, {
    status: "APPROVED",
    amount: 150_000,
    reason: "GOODWILL",
    note: "Hujan seharian.",
    approvedAt: ago(days(1)),
    ...bank,
    ...values,
  });
  return { ...rows, refund };
}

/** An organizer with so much money ready to transfer, one booking each. */
export async function givenReleased(bookings: number) {
  const account = { bankName: "Mandiri", bankAccountNo: "0098765432", bankAccountName: "Hugo" };
  const organizer = await givenOrganizer({
    user: await givenUser({ name: "Hugo", ...account }),
    displayName: `Jejak ${newId().slice(-8)}`,
  });
  const trip = await givenTrip({ organizerId: organizer.id, status: "COMPLETED", pricePerPax: 300_000 });
  const released = { status: "RELEASED", releasedAt: ago(days(1)) } as const;
  const rows = [];
  for (let at = 0; at < bookings; at++) {
    rows.push(await givenBooking({ trip, user: await givenUser({ name: "Ana Lestari" }), payout: released }));
  }
  return { organizer, account, rows };
}

/** A prepared transfer of two payouts, by its code. */
export async function givenTransfer(): Promise<string> {
  const { rows } = await givenReleased(2);
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const payoutIds = rows.map(({ payout }) => payout!.id);
  const transfer = await prepared({ payoutIds }, { sari, now: new Date() });
  if (!transfer.ok) throw new Error(`no transfer: ${transfer.reason}`);
  return transfer.code;
}

/** Somebody who wants to lead trips, with an identity card and, unless told, a bank account. */
export async function givenApplicant({ account = true } = {}) {
  const hugo = { bankName: "BCA", bankAccountNo: "9876543210", bankAccountName: "Hugo" };
  const user = await givenUser({ name: "Hugo", ...(account && hugo) });
  const displayName = `Lentera ${newId().slice(-8)}`;
  return givenOrganizer({ user, displayName, status: "PENDING", idDocPath: await givenPaper() });
}

/** A mail that no attempt could deliver. */
export async function givenDeadMail(
  template = "booking-confirmed",
  values: Partial<typeof emailJobs.$inferInsert> = {},
): Promise<{ id: string; subject: string }> {
  const id = newId();
  const subject = `Pesanan terkonfirmasi ${id.slice(-8)}`;
  await db()
    .insert(emailJobs)
    .values({
      id,
      dedupeKey: `${template}:${id}`,
      toEmail: "ana@example.com",
      fromAddress: "SeTrip <halo@setrip.test>",
      template,
      subject,
      html: "<p>Sampai jumpa di titik kumpul.</p>",
      text: "Sampai jumpa di titik kumpul.",
      status: "FAILED",
      attempts: 5,
      nextAttemptAt: ago(days(1)),
      deadAt: new Date(),
      lastError: "The domain is not verified",
      createdAt: ago(days(1)),
      updatedAt: new Date(),
      ...values,
    });
  return { id, subject };
}
