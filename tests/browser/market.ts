import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, disconnect } from "#db/connection.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { savePhotoUpload } from "#domain/images/upload.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { users } from "#domain/users/schema.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenOrganizer, givenTrip } from "#tests/rows.ts";
import { loadAccount } from "./morning.ts";

const [, , ana] = demoAccounts;

/** Who leads the trips of this market. */
export const wayan = {
  name: "Wayan",
  role: "USER",
  email: "wayan@setrip.example",
  password: "subak-terasering",
} as const;

/** A small market for the public pages: a trip in every state, by the slug that says which, and enough for two pages. */
export async function loadMarket(now: Date): Promise<void> {
  const user = await loadAccount(wayan, now);
  const { id: organizerId } = await givenOrganizer({
    user,
    slug: "wayan-trips",
    displayName: "Wayan & Kawan",
    city: "Denpasar",
  });
  const suspended = await givenOrganizer({ status: "SUSPENDED", slug: "dibekukan" });
  const in30Days = addDays(wibDay(now), 30);
  const given = (slug: string, values: Partial<Trip> = {}) =>
    givenTrip({
      organizerId,
      slug,
      title: `Bromo ${slug}`,
      destination: "Probolinggo, Jawa Timur",
      date: in30Days,
      ...values,
    });

  const open = await given("terbuka", {
    title: "Bromo Fajar",
    minPax: 6,
    endDate: addDays(in30Days, 1),
    whatsappGroupUrl: "https://chat.whatsapp.com/rahasia",
  });
  await givenBooking({ trip: open, pax: 4 });
  await givenBooking({ trip: await given("penuh", { status: "FULL", quota: 2 }), pax: 2 });
  await given("tutup", { closesOn: addDays(wibDay(now), -1) });
  await given("batal", { status: "CLOSED" });
  await given("selesai", { status: "COMPLETED", date: addDays(wibDay(now), -30) });
  await given("beku", { organizerId: suspended.id });
  const booked = await given("dipesan");
  const [traveller] = await db().select().from(users).where(eq(users.email, ana.email));
  await givenBooking({ trip: booked, user: traveller });
  for (let number = 1; number <= 14; number++)
    await given(`pulau-${number}`, {
      title: `Pulau ${number}`,
      destination: "Kepulauan Seribu",
      pricePerPax: 200_000 + number * 1_000,
    });

  await addPhotos(open, { userId: user.id, count: 3, now });
  await disconnect();
}

/** Real files in the data folder, as uploads leave them. */
async function addPhotos(
  trip: Trip,
  { userId, count, now }: { userId: string; count: number; now: Date },
): Promise<void> {
  for (let position = 0; position < count; position++) {
    const saved = await savePhotoUpload({ userId, bytes: await givenJpeg(), now });
    if (!saved.ok) throw new Error(`the photo was refused: ${saved.reason}`);
    await db()
      .insert(tripImages)
      .values({ id: newId(), tripId: trip.id, path: saved.photo, position, createdAt: now, updatedAt: now });
  }
}
