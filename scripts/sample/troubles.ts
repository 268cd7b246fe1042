import { addDays, startOfUtcDay } from "#domain/calendar.ts";
import { tripStart } from "#domain/trips/trip.ts";
import type { Kind, Told } from "./chapters.ts";
import { book, cancel, expire } from "./market/bookings.ts";
import type { Market, Seat } from "./market/market.ts";
import { settle, settleTooLate, uploadProof } from "./market/payments.ts";
import { decide, dispute, payRefund } from "./market/refunds.ts";
import { hourMs, minuteMs } from "./nights.ts";
import type { TripRow, UserRow } from "./world.ts";

/** What keeps an admin busy: proofs to look at, seats nobody has paid yet, promised money, complaints. */
export function troubles(market: Market, of: (kind: Kind) => Told[]): void {
  const { world, people, random } = market;
  const [open, full, due, holding, paid] = [of("open"), of("full"), of("due"), of("holding"), of("paid")];
  const ago = (hours: number) => new Date(world.now.getTime() - Math.round(hours * hourMs));
  const someone = ({ seats }: Told) =>
    random.pick(people.travellers.filter((user) => user !== people.ana && seats.every((seat) => seat.user !== user)));
  const asks = (told: Told, user: UserRow, at: Date, pax = 1) => {
    const seat = book(market, told.trip, user, { pax, at });
    told.seats.push(seat);
    return seat;
  };
  const at = (list: Told[], index: number) => list[index] as Told;

  for (const [index, hours] of [29, 33, 41].entries()) {
    const seat = asks(at(open, index + 2), someone(at(open, index + 2)), ago(hours), 2);
    uploadProof(market, seat, ago(hours - 3));
  }
  for (const [index, hours] of [3, 8].entries())
    uploadProof(market, asks(at(open, index + 5), someone(at(open, index + 5)), ago(hours)), ago(hours - 1.5));
  for (const [index, hours] of [1.5, 6, 13, 20].entries())
    asks(at(open, index + 7), someone(at(open, index + 7)), ago(hours), 2);
  asks(at(due, 0), someone(at(due, 0)), startBefore(at(due, 0).trip, 40));
  uploadProof(
    market,
    asks(at(due, 1), someone(at(due, 1)), startBefore(at(due, 1).trip, 44)),
    startBefore(at(due, 1).trip, 30),
  );

  justNow(market, at(open, 11), asks, someone);
  for (const [index, days] of [8.4, 9.7].entries()) {
    const told = at(open, index + 12);
    const user = random.pick(
      people.travellers.filter((one) => !one.bankName && told.seats.every((seat) => seat.user !== one)),
    );
    const seat = settle(market, asks(told, user, ago((days + 3) * 24)), ago((days + 2.6) * 24));
    cancel(market, seat, ago(days * 24));
  }
  settle(market, asks(at(open, 14), someone(at(open, 14)), ago(52)), ago(45), 50_000);
  const late = asks(at(full, 3), someone(at(full, 3)), ago(24 * 6));
  expire(market, late, new Date(late.payment.expiresAt.getTime() + 6 * minuteMs));
  settleTooLate(market, late, ago(70));
  anaTravels(market, of);
  complaints(market, at(holding, 0), [at(paid, 0), at(paid, 2)]);
}

/** Ana has paid for one trip, has to pay for another, and waits for an answer on a third. */
function anaTravels(market: Market, of: (kind: Kind) => Told[]): void {
  const { people, world } = market;
  const ago = (hours: number) => new Date(world.now.getTime() - Math.round(hours * hourMs));
  const free = (kind: Kind) => of(kind).find(({ seats }) => seats.every(({ user }) => user !== people.ana)) as Told;
  const coming = free("open");
  coming.seats.push(settle(market, book(market, coming.trip, people.ana, { pax: 2, at: ago(50) }), ago(44)));
  const waiting = free("open");
  waiting.seats.push(book(market, waiting.trip, people.ana, { pax: 1, at: ago(4) }));
  const seat = book(market, free("open").trip, people.ana, { pax: 1, at: ago(5) });
  uploadProof(market, seat, ago(4.5));
  of("open")
    .find(({ trip }) => trip === seat.trip)
    ?.seats.push(seat);
}

type Asks = (told: Told, user: UserRow, at: Date, pax?: number) => Seat;

/** What happened in the last minutes, so that its mails still wait in the queue. */
function justNow(market: Market, told: Told, asks: Asks, someone: (told: Told) => UserRow): void {
  const { world } = market;
  const sinceSlot = world.now.getTime() % (5 * minuteMs);
  const at = (part: number) => new Date(world.now.getTime() - Math.round(sinceSlot * part));
  for (const part of [0.8, 0.5, 0.2]) asks(told, someone(told), at(part));
  for (const part of [0.7, 0.4])
    settle(market, asks(told, someone(told), new Date(world.now.getTime() - 5 * hourMs)), at(part));
}

/** One complaint that waits for an answer, one that was right and one that was not. */
function complaints(market: Market, open: Told, [right, wrong]: [Told, Told]): void {
  const report = (told: Told, amount: number, note: string) => {
    const seat = told.seats.find(
      ({ booking, payout }) => booking.status === "CONFIRMED" && payout?.status === "HELD",
    ) as Seat;
    const at = new Date(startOfUtcDay(addDays(told.trip.endDate ?? told.trip.date, 1)).getTime() + 5 * hourMs);
    return { seat, refund: dispute(market, seat, { amount, note, at }) };
  };
  report(open, 150_000, "Penginapan diganti tanpa kabar, kamar tanpa air panas.");
  const kept = report(right, 100_000, "Sarapan hari kedua tidak ada.");
  const after = (hours: number) => new Date(kept.refund.createdAt.getTime() + hours * hourMs);
  decide(market, kept.seat, kept.refund, { status: "APPROVED", at: after(20) });
  payRefund(market, kept.seat, kept.refund, after(70));
  const refused = report(wrong, 200_000, "Cuaca berkabut, tidak melihat matahari terbit.");
  decide(market, refused.seat, refused.refund, {
    status: "REJECTED",
    at: new Date(refused.refund.createdAt.getTime() + 18 * hourMs),
  });
}

function startBefore(trip: TripRow, hours: number): Date {
  return new Date(tripStart(trip).getTime() - hours * hourMs);
}
