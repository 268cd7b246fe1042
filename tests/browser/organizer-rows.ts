import type { BrowserContext } from "@playwright/test";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { savePhotoUpload } from "#domain/images/upload.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { givenAccount, password } from "#tests/accounts.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { signedIn } from "./story.ts";

/** Organizers of the browser tests, each with an account and trips of their own. */

const today = wibDay(new Date());

/** The day so many days from today; the same in a test that goes on past midnight. */
export const inDays = (days: number) => addDays(today, days);

/** An organizer who is signed in; Hugo unless named. */
export async function givenHugo(context: BrowserContext, values: { name?: string; status?: "SUSPENDED" } = {}) {
  const bank = { bankName: "BCA", bankAccountNo: "0098765432", bankAccountName: "Hugo Pratama" };
  const user = await givenAccount({ name: values.name ?? "Hugo", ...bank });
  const organizer = await givenOrganizer({ user, ...(values.status && { status: values.status }) });
  await signedIn(context, { email: user.email, password });
  return organizer;
}

/** A trip of theirs in twenty days, with a photo. */
export async function givenHugosTrip(hugo: { id: string; userId: string }, values: Partial<Trip> = {}): Promise<Trip> {
  const date = values.date ?? inDays(20);
  const trip = await givenTrip({ organizerId: hugo.id, date, closesOn: addDays(date, -1), ...values });
  const saved = await savePhotoUpload({ userId: hugo.userId, bytes: await givenJpeg(1200, 800), now: new Date() });
  if (!saved.ok) throw new Error(`the photo was not taken: ${saved.reason}`);
  const row = { id: newId(), tripId: trip.id, path: saved.photo, position: 0 };
  await db()
    .insert(tripImages)
    .values({ ...row, createdAt: madeAt, updatedAt: madeAt });
  return trip;
}

/** Two people who paid, one with a wish, and one who has not paid yet. */
export async function givenPeople(trip: Trip) {
  const ana = await givenBooking({ trip, pax: 2, booking: { note: "Vegetarian, dua porsi" } });
  const budi = await givenBooking({ trip, user: await givenUser({ name: "Budi" }) });
  // An account of its own: another test may wait for the same amount.
  const citra = await givenBooking({
    trip,
    user: await givenUser({ name: "Citra" }),
    status: "PENDING_PAYMENT",
    payment: { bankAccountKey: newId() },
  });
  return { ana, budi, citra };
}

/** Everything that an organizer's pages can show: a trip short of people, money in each state, a report, past trips. */
export async function givenBusyHugo(context: BrowserContext) {
  const hugo = await givenHugo(context);
  const soon = await givenHugosTrip(hugo, { title: "Prau, matahari terbit", date: inDays(5), minPax: 6 });
  const { ana } = await givenPeople(soon);
  const past = await givenHugosTrip(hugo, { title: "Karimunjawa", date: inDays(-12), status: "COMPLETED" });
  const released = { status: "RELEASED" as const, releasedAt: new Date() };
  const paid = { ...released, status: "PAID" as const, paidAt: new Date(), transferRef: "TRF-20261126-01" };
  const decided = await givenBooking({ trip: past, payout: released });
  await givenBooking({ trip: past, payout: paid });
  const disputed = await givenBooking({ trip: past });
  await givenRefund(disputed.booking, { note: "Kapal terlambat empat jam." });
  await givenRefund(decided.booking, {
    ...{ status: "REJECTED", note: "Makan siang terlambat." },
    decision: "Terlambat sepuluh menit bukan alasan untuk pengembalian.",
  });
  await givenHugosTrip(hugo, {
    ...{ title: "Bromo", date: inDays(9), status: "CLOSED", closedAt: new Date() },
    closeReason: "Kawah ditutup",
  });
  return { hugo, soon, past, ana };
}
