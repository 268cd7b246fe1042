import { cancelByAdmin } from "#domain/bookings/cancel.ts";
import { rejectProof } from "#domain/bookings/payments/proofs.ts";
import { approveDispute, grantGoodwill, rejectDispute } from "#domain/bookings/refunds/decide.ts";
import * as model from "#tests/history/model/admins.ts";
import { type Booking, net, type Refund } from "#tests/history/model/world.ts";
import { sameAnswer } from "#tests/history/results.ts";
import { anyBooking, oneOf, type Step, type Steps, type Walk } from "#tests/history/step.ts";

const withBooking =
  (suits: (booking: Booking) => boolean, step: (booking: Booking, walk: Walk) => Promise<boolean>): Step =>
  async (walk) => {
    const booking = anyBooking(walk, suits);
    return booking ? step(booking, walk) : false;
  };

const isUnderReview = ({ payment }: Booking) => payment.status === "AWAITING" && payment.proof !== null;
const isHeld = ({ payout }: Booking) => payout?.status === "HELD";

/** Any refund of the newest ones, with its id. */
const withRefund =
  (
    status: Refund["status"],
    step: (refund: Refund, booking: Booking, walk: Walk, refundId: string) => Promise<boolean>,
  ): Step =>
  async (walk) => {
    const all = [...walk.world.bookings.values()].flatMap((booking) =>
      booking.refunds.map((refund, place) => ({ booking, refund, place })),
    );
    const found = oneOf(walk.random, all.slice(-20), ({ refund }) => refund.status === status);
    if (!found) return false;
    const { booking, refund, place } = found;
    return step(refund, booking, walk, walk.snapshot.refundsOf.get(booking.id)![place]!);
  };

const rejectsProof = withBooking(isUnderReview, async (booking, { world, sari, snapshot, now }) => {
  const expected = model.rejectsProof(world, booking);
  const paymentId = snapshot.paymentOf.get(booking.id)!;
  const rejection = { paymentId, adminId: sari.id, reason: "Buram", now: now() };
  const sentAt = booking.payment.proof ?? 0;
  const stale = await rejectProof({ ...rejection, proofSentAt: new Date(sentAt - 1) });
  sameAnswer(stale, expected.reasons.length > 0 ? expected.reasons : ["another-proof"]);
  const answer = await rejectProof({ ...rejection, proofSentAt: new Date(sentAt) });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const cancelsForSomebody = withBooking(isHeld, async (booking, { world, random, sari, now }) => {
  const refundRupiah = random.chance(0.5) ? random.whole(0, 500_000) : undefined;
  const expected = model.cancelsForSomebody(world, booking, refundRupiah);
  const request = { bookingId: booking.id, adminId: sari.id, reason: "Penipuan", refundRupiah };
  const answer = await cancelByAdmin({ ...request, now: now() });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const decides = withRefund("REQUESTED", async (refund, booking, { world, random, sari, now }, refundId) => {
  const by = { refundId, adminId: sari.id, explanation: "Sudah dicek.", now: now() };
  const amountRupiah = random.chance(0.1) ? net(booking) + 1 : random.whole(1, 700_000);
  const rejects = random.chance(0.4);
  const expected = rejects
    ? model.rejects(world, booking, refund)
    : model.approves(world, booking, refund, amountRupiah);
  const answer = rejects ? await rejectDispute(by) : await approveDispute({ ...by, amountRupiah });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const grantsGoodwill = withBooking(isHeld, async (booking, { world, random, sari, now }) => {
  const amountRupiah = random.chance(0.1) ? net(booking) : random.whole(0, 300_000);
  const expected = model.grantsGoodwill(world, booking, amountRupiah);
  const left = net(booking);
  const grant = { bookingId: booking.id, adminId: sari.id, amountRupiah, explanation: "Hujan", now: now() };
  const stale = await grantGoodwill({ ...grant, seenNetRupiah: left + 1 });
  sameAnswer(stale, [...expected.reasons.filter((reason) => reason !== "amount"), "changed"]);
  const answer = await grantGoodwill({ ...grant, seenNetRupiah: left });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

/** What Sari does. */
export const adminSteps: Steps = {
  rejectsProof: [4, rejectsProof],
  cancelsForSomebody: [1, cancelsForSomebody],
  decides: [5, decides],
  grantsGoodwill: [2, grantsGoodwill],
};
