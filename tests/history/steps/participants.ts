import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { book } from "#domain/bookings/book.ts";
import { cancelPaid, cancelUnpaid } from "#domain/bookings/cancel.ts";
import { expireOverdueBooking } from "#domain/bookings/payments/expire.ts";
import { uploadProof } from "#domain/bookings/payments/proofs.ts";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import { changeTravellers } from "#domain/bookings/travellers.ts";
import * as model from "#tests/history/model/participants.ts";
import { frozenIn } from "#tests/history/model/transfers.ts";
import { type Booking, isLive, isOn, isUnpaid, net, start, type Trip } from "#tests/history/model/world.ts";
import { sameAnswer, sameCounts } from "#tests/history/results.ts";
import { anyBooking, oneOf, type Step, type Steps, type Walk } from "#tests/history/step.ts";

const isUnderWay = ({ status, trip, payout }: Booking, { world }: Walk) =>
  status === "CONFIRMED" && payout?.status === "HELD" && start(trip) <= world.now;
const isPaid = ({ status }: Booking) => status === "CONFIRMED";
const isOverdue = (booking: Booking, { world }: Walk) => isUnpaid(booking) && booking.payment.expiresAt <= world.now;

type OwnStep = (
  booking: Booking,
  walk: Walk,
  own: { bookingId: string; userId: string; now: Date },
) => Promise<boolean>;

/** On a booking of somebody's; sometimes Eve tries, whose it is not. */
const own =
  (suits: (booking: Booking, walk: Walk) => boolean, step: OwnStep): Step =>
  async (walk) => {
    const booking = anyBooking(walk, (one) => suits(one, walk));
    if (!booking) return false;
    const isEve = walk.random.chance(0.05);
    const userId = isEve ? walk.eve.id : booking.userId;
    const as = { bookingId: booking.id, userId, now: walk.now() };
    if (!isEve) return step(booking, walk, as);
    await expireOverdueBooking(as);
    for (const tried of [
      cancelUnpaid(as),
      cancelPaid({ ...as, agreedRefundRupiah: 0 }),
      uploadProof({ ...as, proofPath: "x" }),
      changeTravellers({ ...as, travellers: [{ fullName: "Eve" }] }),
    ])
      sameAnswer(await tried, ["not-found"]);
    return sameAnswer(await requestRefund({ ...as, amount: 1, note: "x" }), ["not-found"]);
  };

const books: Step = async (walk) => {
  const { random, world, travellers } = walk;
  const isToCome = (trip: Trip) => isOn(trip) && start(trip) > world.now;
  const trip = oneOf(random, [...world.trips.values()].slice(-24), isToCome)!;
  const organizer = world.organizers.get(trip.organizerId)!;
  const userId = random.chance(0.03) ? organizer.userId : random.pick(travellers).id;
  const pax = random.chance(0.02) ? random.pick([0, 11]) : random.whole(1, 3);
  const expected = model.books(world, { trip, userId, pax });
  const people = Array.from({ length: pax }, (_, at) => ({ fullName: `Ana ${at + 1}` }));
  const request = {
    tripId: trip.id,
    userId,
    travellers: people,
    contactPhone: "+6281234567890",
    bankAccountKey: "bca",
  };
  const shown = { pricePerPax: trip.price, date: trip.date, endDate: trip.endDate };
  const earlier = { ...shown, pricePerPax: trip.price - 1_000 };
  const hoping = await book({ ...request, agreed: earlier, now: walk.now() });
  sameAnswer(hoping, expected.reasons.length > 0 ? expected.reasons : ["price-changed"]);
  const answer = await book({ ...request, agreed: shown, now: walk.now() });
  if (answer.ok) expected.apply(answer.bookingId, answer.amountRupiah);
  return sameAnswer(answer, expected.reasons);
};

const uploadsProof = own(isUnpaid, async (booking, { world }, as) => {
  const expected = model.uploadsProof(world, booking);
  const answer = await uploadProof({ ...as, proofPath: "bukti.webp" });
  if (answer.ok) expected.apply();
  else expected.late();
  return sameAnswer(answer, expected.reasons);
});

/** Somebody opens the page of their booking; where it is overdue, the seats are free again. */
const looks = own(isOverdue, async (booking, { world }, as) => {
  await expireOverdueBooking(as);
  return model.looks(world, booking) > 0;
});

const namesOthers = own(isLive, async (booking, { world, random }, as) => {
  const people = random.chance(0.1) ? booking.pax + 1 : booking.pax;
  const expected = model.namesOthers(world, booking, people);
  const travellers = Array.from({ length: people }, (_, at) => ({ fullName: `Budi ${at + 1}` }));
  return sameAnswer(await changeTravellers({ ...as, travellers }), expected.reasons);
});

const givesUp = own(isUnpaid, async (booking, { world }, as) => {
  const expected = model.givesUp(world, booking);
  const answer = await cancelUnpaid(as);
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

/** Agrees to what the rules promise; with another sum in mind, they are asked again. */
const cancels = own(isPaid, async (booking, { world }, as) => {
  const expected = model.cancels(world, booking);
  const promised = model.quote(world, booking);
  const hoping = await cancelPaid({ ...as, agreedRefundRupiah: promised + 1 });
  sameAnswer(hoping, expected.reasons.length > 0 ? expected.reasons : ["quote-changed"]);
  const answer = await cancelPaid({ ...as, agreedRefundRupiah: promised });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const reports = own(isUnderWay, async (booking, { world, random }, as) => {
  const amount = random.chance(0.1) ? net(booking) + 1 : random.whole(0, 700_000);
  const expected = model.reports(world, booking, amount);
  const answer = await requestRefund({ ...as, amount, note: "Pemandu tidak datang." });
  if (answer.ok) expected.apply();
  return sameAnswer(answer, expected.reasons);
});

const savesAccount: Step = async ({ world, random, travellers, now }) => {
  const [userId, bankAccountNo] = [random.pick(travellers).id, String(random.whole(1_000_000, 9_999_999))];
  const owed = [...world.bookings.values()].filter((booking) => booking.userId === userId);
  const redirected = owed
    .flatMap(({ refunds }) => refunds)
    .filter((refund) => refund.status === "APPROVED" && !frozenIn(world, refund)).length;
  const account = { bankName: "BCA", bankAccountNo, bankAccountName: "Ana" };
  sameCounts({ redirected: await saveBankAccount(userId, account, { now: now() }) }, { redirected });
  model.savesAccount(world, userId, bankAccountNo).apply();
  return true;
};

/** What participants do, and what Eve tries with their bookings. */
export const participantSteps: Steps = {
  books: [11, books],
  uploadsProof: [6, uploadsProof],
  looks: [1.5, looks],
  namesOthers: [1.5, namesOthers],
  givesUp: [3, givesUp],
  cancels: [1.5, cancels],
  reports: [6, reports],
  savesAccount: [2, savesAccount],
};
