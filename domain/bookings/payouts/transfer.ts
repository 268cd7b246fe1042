import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { isAsSeen } from "#domain/audit/seen.ts";
import { type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { frozenIn } from "#domain/bookings/frozen.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { nextVersion, withTripLocks } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";
import { accountOf, type BankAccount, isSameAccount, organizerPerson, type Person } from "#domain/users/people.ts";

/** One transfer to one organizer, as the admin made it at the bank. */
export type PayoutTransfer = {
  organizerId: string;
  /** What was transferred at once. */
  payoutIds: readonly string[];
  /** The `updatedAt` of each on the page, where it told; see {@link isAsSeen}. */
  seenAt?: ReadonlyMap<string, Date>;
  /** Their sum in rupiah, as the admin saw it. */
  amountRupiah: number;
  /** The account that the money was sent to. */
  sentTo: BankAccount;
  /** The bank's reference of the transfer. */
  transferRef: string;
  adminId: string;
  now: Date;
};

/** Whether all of them are marked paid, or why none is. */
export type PayoutsPaid =
  | { ok: true }
  /** The organizer has not said where to, or something else since the page was shown. */
  | { ok: false; reason: "no-account" | "account-changed" }
  /** These are not what the page showed: paid by somebody else, recalled, or of another amount. Nothing was marked. */
  | { ok: false; reason: "changed"; payoutIds: string[] };

/**
 * RELEASED → PAID for payouts of one organizer that an admin sent with one transfer: all of them or none.
 * Rule: docs/domain.md#confirming-a-transfer
 */
export async function markPayoutsPaid(transfer: PayoutTransfer): Promise<PayoutsPaid> {
  const { organizerId, adminId, sentTo, transferRef, now } = transfer;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const payoutIds = [...new Set(transfer.payoutIds)];
  return withTripLocks(await tripsOf(payoutIds), async (tx, locked): Promise<PayoutsPaid> => {
    const organizer = await organizerPerson(tx, organizerId);
    const account = accountOf(organizer);
    if (!account) return { ok: false, reason: "no-account" };
    if (!isSameAccount(account, sentTo)) return { ok: false, reason: "account-changed" };
    const rows = await tx.select().from(payouts).where(anyOf(payouts.id, payoutIds)).orderBy(payouts.id);
    const isDue = (row: Payout) => row.organizerId === organizerId && row.status === "RELEASED";
    const due = rows.filter((row) => isDue(row) && isAsSeen(row, transfer.seenAt?.get(row.id)));
    const missing = payoutIds.filter((id) => !due.some((row) => row.id === id));
    const asSeen = due.reduce((sum, { amount }) => sum + amount, 0) === transfer.amountRupiah;
    if (missing.length > 0 || due.length === 0) return { ok: false, reason: "changed", payoutIds: missing };
    const frozen = await frozenIn(tx, payoutIds);
    if (!asSeen || frozen.size > 0) return { ok: false, reason: "changed", payoutIds };

    const values = { status: "PAID" as const, ...account, transferRef, paidAt: now, paidById: adminId };
    await change(tx, payouts, due, { values, action: "payout.pay", ...by });
    const tripIds = locked.map(({ id }) => id);
    await tx.update(trips).set(nextVersion).where(anyOf(trips.id, tripIds));
    await enqueueEmails(tx, [receipt(organizer, account, due, transfer)], { now });
    return { ok: true };
  });
}

async function tripsOf(payoutIds: readonly string[]): Promise<string[]> {
  const rows = await db().selectDistinct({ tripId: payouts.tripId }).from(payouts).where(anyOf(payouts.id, payoutIds));
  return rows.map(({ tripId }) => tripId);
}

function receipt(organizer: Person, account: BankAccount, paid: Payout[], transfer: PayoutTransfer): NewEmail {
  const { amountRupiah, transferRef, now } = transfer;
  return {
    template: "payout-paid",
    // What bounced is paid again; the moment tells one transfer from the next.
    dedupeKey: `payout-paid:${paid[0]!.id}:${now.getTime()}`,
    to: { email: organizer.email, locale: organizer.locale },
    props: {
      name: organizer.name,
      amountRupiah,
      bookings: paid.length,
      account: `${account.bankName} ${account.bankAccountNo} (${account.bankAccountName})`,
      transferRef,
    },
  };
}

type OnePayout = {
  payoutId: string;
  adminId: string;
  /** The payout's `updatedAt` on the page; see {@link isAsSeen}. */
  seenAt?: Date | undefined;
  now: Date;
};

/** Whether the payout went back a step, or why not. */
export type PayoutMoved =
  | { ok: true }
  | NotFound
  /** It is not where it can be moved from, or came back there since it was seen: `status` is where it stands. */
  | { ok: false; reason: "status"; status: Payout["status"] };

/** PAID → RELEASED: the bank returned the transfer; it is to be paid again. */
export function bouncePayout({ payoutId, adminId, seenAt, now }: OnePayout): Promise<PayoutMoved> {
  const values = { status: "RELEASED" as const, transferRef: null, paidAt: null, paidById: null };
  return move({ payoutId, seenAt }, "PAID", (tx, payout) =>
    change(tx, payouts, [payout], { values, action: "payout.bounce", actor: { type: "ADMIN", id: adminId }, now }),
  );
}

function move(
  { payoutId, seenAt }: Pick<OnePayout, "payoutId" | "seenAt">,
  from: Payout["status"],
  step: (tx: Transaction, payout: Payout) => Promise<unknown>,
): Promise<PayoutMoved> {
  return withBookingFile(eq(payouts.id, payoutId), async (tx, { payout }): Promise<PayoutMoved> => {
    if (payout!.status !== from || !isAsSeen(payout!, seenAt))
      return { ok: false, reason: "status", status: payout!.status };
    await step(tx, payout!);
    return { ok: true };
  });
}
