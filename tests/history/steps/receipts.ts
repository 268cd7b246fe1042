import { newId } from "#db/columns.ts";
import { recordReceipt } from "#domain/bookings/receipts/record.ts";
import { returnPart } from "#domain/bookings/receipts/return.ts";
import { voidReceipt } from "#domain/bookings/receipts/void.ts";
import * as model from "#tests/history/model/receipts.ts";
import type { Booking } from "#tests/history/model/world.ts";
import { sameAnswer } from "#tests/history/results.ts";
import { anyBooking, oneOf, type Step, type Steps, type Walk } from "#tests/history/step.ts";

const isAwaiting = ({ payment }: Booking) => payment.status !== "PAID";
const isPart = ({ payment }: Booking) => payment.status === "AWAITING" && payment.received !== null;
const isPaid = ({ payment }: Booking) => payment.status === "PAID";

/** Sari finds money on the statement: what was asked for, or something else; sometimes she presses twice. */
const receives =
  (suits: (booking: Booking) => boolean): Step =>
  async (walk) => {
    const booking = anyBooking(walk, suits);
    if (!booking) return false;
    const { world, random, sari, snapshot, now } = walk;
    const { amount, received } = booking.payment;
    const rest = booking.total - (received ?? 0);
    const other = [amount + 50_000, amount + 400, booking.total, booking.total - 1, amount - 200_000, 1, rest];
    const arrived = random.chance(0.5) ? amount : random.pick(other);
    const ifShort = random.pick(["wait", "return", undefined] as const);
    const expected = model.records(world, booking, { amount: arrived, ifShort });
    const key = { receiptId: newId(), seenReceivedRupiah: received ?? 0 };
    const press = { paymentId: snapshot.paymentOf.get(booking.id)!, amountRupiah: arrived, ifShort, ...key };
    const answer = await recordReceipt({ ...press, adminId: sari.id, now: now() });
    if (!answer.ok)
      return sameAnswer(answer, [
        ...(expected.amount ? ["amount"] : []),
        ...(expected.cannotWait ? ["cannot-wait"] : []),
      ]);
    if (expected.amount || expected.cannotWait) throw new Error("was accepted all the same");
    const outcome = answer.outcome === "returned" ? answer.why : answer.outcome;
    if (!expected.outcomes.includes(outcome)) throw new Error(`came to ${outcome}, ought to be ${expected.outcomes}`);
    expected.apply();
    const again = await recordReceipt({ ...press, adminId: sari.id, now: now() });
    if (!again.ok || again.outcome !== "already") throw new Error("the same press was recorded twice");
    return true;
  };

const returnsPart: Step = async (walk) => {
  // A part waits for a day at most, so that few are there when somebody looks.
  const parts = [...walk.world.bookings.values()].filter(isPart);
  const booking = parts.length > 0 ? walk.random.pick(parts) : anyBooking(walk, isPart);
  if (!booking) return false;
  const expected = model.returnsPart(walk.world, booking);
  const paymentId = walk.snapshot.paymentOf.get(booking.id)!;
  const seenReceivedRupiah = booking.payment.received ?? 0;
  const answer = await returnPart({ paymentId, seenReceivedRupiah, adminId: walk.sari.id, now: walk.now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

const voids: Step = async (walk: Walk) => {
  const all = [...walk.world.bookings.values()]
    .slice(-40)
    .flatMap((booking) => booking.payment.receipts.map((receipt, place) => ({ booking, receipt, place })));
  const found = oneOf(walk.random, all, ({ receipt }) => !receipt.isVoid);
  if (!found) return false;
  const { booking, receipt, place } = found;
  const expected = model.voids(walk.world, booking, receipt);
  const receiptId = walk.snapshot.receiptsOf.get(booking.id)![place]!;
  const answer = await voidReceipt({ receiptId, adminId: walk.sari.id, reason: "Salah ketik", now: walk.now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
};

/** Money that comes, and what Sari recorded by mistake. */
export const receiptSteps: Steps = {
  settles: [9, receives(isAwaiting)],
  receivesMore: [2.5, receives(isPaid)],
  returnsPart: [6, returnsPart],
  voids: [2.5, voids],
};
