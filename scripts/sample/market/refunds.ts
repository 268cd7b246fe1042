import { and, eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { approveDispute, rejectDispute } from "#domain/bookings/refunds/decide.ts";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import type { ChosenRow } from "#domain/transfers/prepare.ts";
import { accountOf } from "#domain/users/people.ts";
import { mustBe } from "#scripts/sample/must-be.ts";
import type { Person } from "#scripts/sample/people.ts";
import { bookingOf, type Market, type Seat } from "./market.ts";
import { transfers } from "./transfers.ts";

/** Somebody says where to send their money. */
export function savesAccount({ timeline, watch }: Market, person: Person, at: Date): void {
  timeline.at(at, `${person.name} saves a bank account`, async (now) => {
    await saveBankAccount(person.id, person.account, { now });
    watch.mailsAfter(now);
  });
}

/** A participant reports a problem: the money stays held until Sari decides. */
export function reports(
  { timeline, watch }: Market,
  seat: Seat,
  { amountRupiah, note, at }: { amountRupiah: number; note: string; at: Date },
): void {
  timeline.at(at, `${seat.person.name} reports a problem with ${seat.outing.idea.slug}`, async (now) => {
    const request = { bookingId: bookingOf(seat).bookingId, userId: seat.person.id, amount: amountRupiah, note, now };
    mustBe(await requestRefund(request));
    watch.mailsAfter(now);
  });
}

/** Sari decides the report: all that was asked for, or nothing. */
export function decides(
  { timeline, people, watch }: Market,
  seat: Seat,
  { approved, explanation, at }: { approved: boolean; explanation: string; at: Date },
): void {
  timeline.at(at, `Sari decides about ${seat.outing.idea.slug}`, async (now) => {
    const [open] = await refundsOf(seat, "REQUESTED");
    const decision = { refundId: open!.id, adminId: people.sari.id, explanation, now };
    if (approved) mustBe(await approveDispute({ ...decision, amountRupiah: open!.amount }));
    else mustBe(await rejectDispute(decision));
    watch.mailsAfter(now);
  });
}

/** Sari transfers what is owed for these seats, as far as she knows where to. */
export function paysRefunds({ timeline, people, random, watch }: Market, seats: () => Seat[], at: Date): void {
  const transferRef = `TRF${random.whole(10_000_000, 99_999_999)}`;
  timeline.at(at, "Sari transfers refunds", async (now) => {
    const rows: ChosenRow[] = [];
    for (const seat of seats()) {
      for (const refund of await refundsOf(seat, "APPROVED"))
        if (accountOf(refund)) rows.push({ id: refund.id, amountRupiah: refund.amount });
    }
    await transfers("REFUND", rows, { adminId: people.sari.id, transferRef, now });
    watch.mailsAfter(now);
  });
}

async function refundsOf({ booked }: Seat, status: Refund["status"]): Promise<Refund[]> {
  if (!booked) return [];
  return db()
    .select()
    .from(refunds)
    .where(and(eq(refunds.bookingId, booked.bookingId), eq(refunds.status, status)));
}
