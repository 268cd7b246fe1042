import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { holdBackIfSuspended } from "#domain/bookings/payouts/hold-back.ts";
import { refundLetter } from "#domain/bookings/refunds/mails.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type Transfer, type TransferItem, transferItems } from "#domain/bookings/schema/transfers.ts";
import { wibDay } from "#domain/calendar.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { trips } from "#domain/trips/schema.ts";
import { accountOf, heldAccounts, isSameAccount, noAccount, personColumns } from "#domain/users/people.ts";
import { users } from "#domain/users/schema.ts";
import { type NoTransfer, touchTrips, withTransfer } from "./locked.ts";
import { bouncedMails } from "./mails.ts";

/** Whether these are owed again, or why none is. */
export type Bounced =
  | { ok: true }
  | NoTransfer
  | { ok: false; reason: "status"; status: Transfer["status"] }
  /** Not paid by this transfer, or somebody was first. */
  | { ok: false; reason: "not-paid"; outcomes: TransferItem["outcome"][] }
  /** It cannot have come back then: not before it left, and not tomorrow. */
  | { ok: false; reason: "day"; from: string; to: string };

/**
 * The bank returned some of a confirmed transfer, that day or weeks later: payouts are released again and refunds owed again,
 * and who waits for the money is asked to look at their account.
 * Rules: docs/domain.md#a-transfer-that-the-bank-returned, docs/domain.md#a-refund-that-the-bank-returned
 */
export function bounceItems(bounce: {
  transferId: string;
  itemIds: readonly string[];
  /** The day at the bank; today (WIB), unless told. */
  bookedOn?: string | undefined;
  adminId: string;
  now: Date;
}): Promise<Bounced> {
  const { transferId, adminId, now } = bounce;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withTransfer(transferId, async (tx, { transfer, items, tripIds }): Promise<Bounced> => {
    if (transfer.status !== "CONFIRMED") return { ok: false, reason: "status", status: transfer.status };
    const chosen = items.filter(({ id }) => bounce.itemIds.includes(id));
    const isPaid = chosen.length > 0 && chosen.every(({ outcome }) => outcome === "PAID");
    if (!isPaid || chosen.length < new Set(bounce.itemIds).size)
      return { ok: false, reason: "not-paid", outcomes: chosen.map(({ outcome }) => outcome) };
    const [from, to] = [transfer.bookedOn!, wibDay(now)];
    const { bookedOn: bouncedOn = to } = bounce;
    if (bouncedOn < from || bouncedOn > to) return { ok: false, reason: "day", from, to };
    const values = { outcome: "BOUNCED" as const, bouncedAt: now, bouncedOn };
    await change(tx, transferItems, chosen, { values, action: "transfer.bounce", ...by });
    await touchTrips(tx, tripIds);
    const mails = [...(await payoutsBack(tx, transfer, chosen, by)), ...(await refundsBack(tx, chosen, by))];
    await enqueueEmails(tx, mails, by);
    return { ok: true };
  });
}

const unpaid = { transferRef: null, paidAt: null, paidById: null };

async function payoutsBack(tx: Transaction, transfer: Transfer, items: TransferItem[], by: By): Promise<NewEmail[]> {
  const returned = items.filter(({ payoutId }) => payoutId);
  const ids = returned.map(({ payoutId }) => payoutId!);
  const paid = await tx.select().from(payouts).where(anyOf(payouts.id, ids));
  const values = { status: "RELEASED" as const, ...unpaid };
  const released = await change(tx, payouts, paid, { values, action: "payout.bounce", ...by });
  await holdBackIfSuspended(tx, released, by);
  return bouncedMails(tx, transfer, returned, by.now);
}

/** To the account that its owner has now; where that is the one that it came back from, it waits until they have looked at it. */
async function refundsBack(tx: Transaction, items: TransferItem[], by: By): Promise<NewEmail[]> {
  const ids = items.flatMap(({ refundId }) => refundId ?? []);
  const rows = await tx
    .select({ refund: refunds, booking: bookings, trip: trips, participant: personColumns })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(anyOf(refunds.id, ids))
    .orderBy(refunds.id);
  const accounts = await heldAccounts(tx, [...new Set(rows.map(({ participant }) => participant.id))]);
  const mails: NewEmail[] = [];
  for (const { refund, ...bookingFile } of rows) {
    const account = accountOf(accounts.get(bookingFile.participant.id)!);
    const sentTo = account && !isSameAccount(refund, account) ? account : noAccount;
    const values = { status: "APPROVED" as const, approvedAt: by.now, ...unpaid, ...sentTo };
    const [owed] = await change(tx, refunds, [refund], { values, action: "refund.bounce", ...by });
    mails.push(refundLetter(bookingFile, owed!, bookingFile.trip.version));
  }
  return mails;
}
