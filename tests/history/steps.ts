import { db } from "#db/connection.ts";
import { cancelByAdmin, cancelPaid, cancelUnpaid } from "#domain/bookings/cancel.ts";
import { bookings } from "#domain/bookings/schema.ts";
import { expireDuePayments } from "#domain/payments/expire.ts";
import { rejectProof, uploadProof } from "#domain/payments/proofs.ts";
import { payments } from "#domain/payments/schema.ts";
import { settlePayment } from "#domain/payments/settle.ts";
import { payouts } from "#domain/payouts/schema.ts";
import { bouncePayout, markPayoutsPaid, recallPayout } from "#domain/payouts/transfer.ts";
import { approveDispute, grantGoodwill, rejectDispute } from "#domain/refunds/decide.ts";
import { requestRefund } from "#domain/refunds/refunds.ts";
import { refunds } from "#domain/refunds/schema.ts";
import { bounceRefund, markRefundPaid } from "#domain/refunds/transfer.ts";
import { autoComplete } from "#domain/trips/auto-complete.ts";
import { closeTrip } from "#domain/trips/close.ts";
import type { Trip } from "#domain/trips/trip.ts";
import { saveBankAccount } from "#domain/users/bank-account.ts";
import type { Random } from "#scripts/sample/random.ts";
import { asksForSeats } from "../stories.ts";
import { sweepAt } from "../sweep.ts";

/** The people and trips of one random history, and the moment that it has come to. */
export type History = {
  random: Random;
  trips: Trip[];
  travellers: { id: string }[];
  sari: { id: string };
  now: Date;
  /** What a bank statement would say, in rupiah: kept here, without looking at the books. */
  bankRupiah: number;
};

type Step = (history: History) => Promise<unknown>;

const hugosAccount = "9876543210";

/** One of the newest rows, whatever state it is in: most verbs have to refuse most of them. */
const anyOf = async <Row>({ random }: History, rows: Promise<Row[]>): Promise<Row | undefined> => {
  const all = await rows;
  return all.length > 0 ? random.pick(all.slice(-12)) : undefined;
};
const anyBooking = (history: History) => anyOf(history, db().select().from(bookings).orderBy(bookings.id));
const anyPayment = (history: History) => anyOf(history, db().select().from(payments).orderBy(payments.id));
const anyRefund = (history: History) => anyOf(history, db().select().from(refunds).orderBy(refunds.id));
const anyPayout = (history: History) => anyOf(history, db().select().from(payouts).orderBy(payouts.id));

async function settles(history: History): Promise<unknown> {
  const { random, sari, now } = history;
  const payment = await anyPayment(history);
  if (!payment) return;
  const receivedAmount = payment.amount + random.pick([0, 0, 0, 0, 50_000, -payment.uniqueCode, -200_000]);
  const answer = await settlePayment({ paymentId: payment.id, receivedAmount, adminId: sari.id, now });
  if (answer.ok && answer.outcome !== "already") history.bankRupiah += receivedAmount;
  return answer;
}

async function paysRefund(history: History): Promise<unknown> {
  const refund = await anyRefund(history);
  if (!refund) return;
  const by = { refundId: refund.id, adminId: history.sari.id, now: history.now };
  if (history.random.chance(0.2)) {
    const bounced = await bounceRefund(by);
    if (bounced.ok) history.bankRupiah += refund.amount;
    return bounced;
  }
  const paid = await markRefundPaid({ ...by, transferRef: "TRF", bankAccountNo: refund.bankAccountNo ?? "" });
  if (paid.ok) history.bankRupiah -= refund.amount;
  return paid;
}

async function paysPayout(history: History): Promise<unknown> {
  const payout = await anyPayout(history);
  if (!payout) return;
  const { sari, now, random } = history;
  const by = { payoutId: payout.id, adminId: sari.id, now };
  if (random.chance(0.2)) return recallPayout(by);
  if (random.chance(0.2)) {
    const bounced = await bouncePayout(by);
    if (bounced.ok) history.bankRupiah += payout.amount;
    return bounced;
  }
  const { id, organizerId, amount: amountRupiah } = payout;
  const transfer = { organizerId, payoutIds: [id], amountRupiah, bankAccountNo: hugosAccount, transferRef: "TRF" };
  const paid = await markPayoutsPaid({ ...transfer, adminId: sari.id, now });
  if (paid.ok) history.bankRupiah -= amountRupiah;
  return paid;
}

async function decides(history: History): Promise<unknown> {
  const refund = await anyRefund(history);
  if (!refund) return;
  const by = { refundId: refund.id, adminId: history.sari.id, explanation: "Sudah dicek.", now: history.now };
  if (history.random.chance(0.4)) return rejectDispute(by);
  return approveDispute({ ...by, amountRupiah: history.random.whole(1, 700_000) });
}

const withBooking =
  (step: (booking: typeof bookings.$inferSelect, history: History) => Promise<unknown>): Step =>
  async (history) => {
    const booking = await anyBooking(history);
    return booking && step(booking, history);
  };

const cancels = withBooking(async ({ id: bookingId, userId }, { now }) => {
  const request = { bookingId, userId, agreedRefundRupiah: -1, now };
  const answer = await cancelPaid(request);
  if (answer.ok || answer.reason !== "quote-changed") return answer;
  return cancelPaid({ ...request, agreedRefundRupiah: answer.refundRupiah });
});

/** What may happen, with how often it is tried. */
export const steps: Record<string, [weight: number, step: Step]> = {
  books: [
    10,
    ({ random, trips, travellers, now }) =>
      asksForSeats(random.pick(trips), now.toISOString(), {
        pax: random.whole(1, 3),
        userId: random.pick(travellers).id,
      }),
  ],
  uploadsProof: [
    6,
    withBooking(({ id: bookingId, userId }, { now }) =>
      uploadProof({ bookingId, userId, proofPath: "bukti.webp", now }),
    ),
  ],
  settles: [8, settles],
  rejectsProof: [
    5,
    async (history) => {
      const payment = await anyPayment(history);
      return (
        payment && rejectProof({ paymentId: payment.id, adminId: history.sari.id, reason: "Buram", now: history.now })
      );
    },
  ],
  givesUp: [1, withBooking(({ id: bookingId, userId }, { now }) => cancelUnpaid({ bookingId, userId, now }))],
  cancels: [1, cancels],
  cancelledByAdmin: [
    1,
    withBooking(({ id: bookingId }, { sari, now, random }) =>
      cancelByAdmin({
        bookingId,
        adminId: sari.id,
        reason: "Penipuan",
        refundRupiah: random.chance(0.5) ? random.whole(0, 400_000) : undefined,
        now,
      }),
    ),
  ],
  reports: [
    6,
    withBooking(({ id: bookingId, userId }, { random, now }) =>
      requestRefund({ bookingId, userId, amount: random.whole(1, 700_000), note: "Pemandu tidak datang.", now }),
    ),
  ],
  decides: [5, decides],
  goodwill: [
    2,
    withBooking(({ id: bookingId }, { random, sari, now }) =>
      grantGoodwill({ bookingId, adminId: sari.id, amountRupiah: random.whole(1, 300_000), explanation: "Hujan", now }),
    ),
  ],
  paysRefund: [6, paysRefund],
  paysPayout: [6, paysPayout],
  fillsInAccount: [
    2,
    ({ random, travellers, now }) => {
      const account = {
        bankName: "BCA",
        bankAccountNo: String(random.whole(1_000_000, 9_999_999)),
        bankAccountName: "Ana",
      };
      return saveBankAccount(random.pick(travellers).id, account, { now });
    },
  ],
  closes: [
    0.2,
    ({ random, trips, sari, now }) =>
      closeTrip({ tripId: random.pick(trips).id, by: { role: "ADMIN", userId: sari.id }, reason: "Hujan", now }),
  ],
  expires: [4, ({ now }) => expireDuePayments(sweepAt(now))],
  nightFalls: [4, ({ now }) => autoComplete(sweepAt(now))],
};
