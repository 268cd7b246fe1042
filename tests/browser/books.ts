import { transaction } from "#db/connection.ts";
import { recordNew } from "#domain/audit/change.ts";
import { uploadProof } from "#domain/bookings/payments/proofs.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { privateFiles } from "#gateways/storage/stores.ts";
import { givenPicture } from "#tests/pictures.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { find, joins, type Seat, takesSeats } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { loadAccount } from "./morning.ts";

/** Somebody's booking as the statement and the pages name it. */
type Booked = { name: string; code: string; amountRupiah: number };

/** What lies before a finance person in the morning. */
export type OwnBooks = {
  /** Calendar days in WIB: today, and when the trip that is over was paid. */
  today: string;
  paidOn: string;
  /** Recorded without the statement three weeks ago; their trips are over, and the money is released. */
  recorded: Booked[];
  /** Their proofs wait. */
  waiting: Booked[];
  /** What goes to each organizer, in the order of `recorded`. */
  payoutsRupiah: number[];
};

const dayMs = 86_400_000;

/** Two trips that are over, each with one booking that was paid, and three proofs that wait: all of it done by the verbs. */
export async function loadBooks(now: Date): Promise<OwnBooks> {
  const sari = await loadAccount(demoAccounts[0], now);
  const ago = (days: number) => new Date(now.getTime() - days * dayMs);
  const over = addDays(wibDay(now), -10);

  const recorded: Booked[] = [];
  const payoutsRupiah: number[] = [];
  const seats: Seat[] = [];
  for (const [organizer, name] of [
    ["Hugo", "Eka Putri"],
    ["Wayan", "Fajar Nugroho"],
  ] as const) {
    const trip = await published(organizer, { date: over, pricePerPax: 400_000 }, ago(25));
    const user = await givenUser({ name });
    const seat = await joins(sari, trip, ago(20).toISOString(), { userId: user.id });
    seats.push(seat);
    recorded.push({ name, ...(await asBooked(seat)) });
  }
  await autoComplete(sweepAt(ago(8).toISOString()));
  await autoComplete(sweepAt(ago(5).toISOString()));
  for (const seat of seats) {
    const { payout } = await find(seat);
    if (payout?.status !== "RELEASED") throw new Error(`the payout is ${payout?.status}`);
    payoutsRupiah.push(payout.amount);
  }

  const coming = await published("Made", { date: addDays(wibDay(now), 20), pricePerPax: 300_000 }, ago(1));
  const waiting: Booked[] = [];
  for (const name of ["Budi Santoso", "Citra Lestari", "Dewa Pratama"]) {
    const user = await givenUser({ name });
    const seat = await takesSeats(coming, new Date(now.getTime() - 2 * 3_600_000).toISOString(), { userId: user.id });
    const proofPath = `${user.id}-bukti.webp`;
    await privateFiles().save(proofPath, await givenPicture(600, 800).webp().toBuffer(), now);
    await uploadProof({
      bookingId: seat.bookingId,
      userId: user.id,
      proofPath,
      now: new Date(now.getTime() - 3_600_000),
    });
    waiting.push({ name, ...(await asBooked(seat)) });
  }
  return { today: wibDay(now), paidOn: wibDay(ago(20)), recorded, waiting, payoutsRupiah };
}

async function published(organizer: string, values: Partial<Trip>, now: Date): Promise<Trip> {
  const bank = { bankName: "BCA", bankAccountNo: `88${organizer.length}0012345`, bankAccountName: organizer };
  const user = await givenUser({ name: organizer, ...bank });
  const { id: organizerId } = await givenOrganizer({ user, displayName: `${organizer} Trip` });
  const trip = await givenTrip({ organizerId, createdAt: now, closesOn: addDays(values.date!, -1), ...values });
  await transaction((tx) => recordNew(tx, trips, [trip], { action: "trip.create", actor: { type: "USER" }, now }));
  return trip;
}

async function asBooked(seat: Seat): Promise<Pick<Booked, "code" | "amountRupiah">> {
  const { booking } = await find(seat);
  return { code: booking.code, amountRupiah: seat.amountRupiah };
}
