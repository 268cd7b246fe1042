import { and, eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { closeTrip } from "#domain/departures/close.ts";
import { createTrip } from "#domain/departures/create.ts";
import { tripForm } from "#domain/trips/form.ts";
import { mustBe } from "#scripts/sample/must-be.ts";
import { minuteMs } from "#scripts/sample/nights.ts";
import { bookingOf, type Market, type Outing, type Seat } from "./market.ts";
import { transfers } from "./transfers.ts";

/** An organizer publishes a trip, with photos that were uploaded some minutes before. */
export function publishes(market: Market, outing: Outing): void {
  const { timeline, random, album, photos: storage } = market;
  const { idea, organizer, date, lastDay, closesOn, publishedAt } = outing;
  const uploadedAt = new Date(publishedAt.getTime() - 12 * minuteMs);
  const pictures = idea.photos.map((subject, place) =>
    album.order({ topic: `${idea.slug} ${date} ${place}`, subject, owner: organizer.person, at: uploadedAt }),
  );
  const form = tripForm.parse({
    ...{ title: idea.title, destination: idea.destination, description: idea.description },
    itinerary: idea.days.map(([title, detail]) => ({ title, detail })),
    ...{ includes: idea.includes, excludes: idea.excludes },
    ...{ meetingPoint: idea.meetingPoint, meetingTime: idea.meetingTime },
    ...{ meetsOn: "first", ...idea.says },
    ...{ date, endDate: lastDay > date ? lastDay : null, closesOn },
    ...{ pricePerPax: String(idea.price), quota: idea.quota, minPax: Math.min(idea.quota, random.whole(4, 6)) },
    whatsappGroupUrl: `https://chat.whatsapp.com/contoh-${idea.slug}`,
  });
  timeline.at(publishedAt, `${organizer.person.name} publishes ${idea.slug}`, async (now) => {
    const photos = [];
    for (const picture of pictures) photos.push(await album.develop(await picture, storage));
    outing.tripId = mustBe(await createTrip({ userId: organizer.person.id, form, photos, storage, now })).tripId;
  });
}

/** The organizer calls the trip off: everybody gets everything back. */
export function callsOff({ timeline, watch }: Market, outing: Outing, { at, reason }: { at: Date; reason: string }) {
  const { organizer, idea } = outing;
  timeline.at(at, `${organizer.person.name} calls ${idea.slug} off`, async (now) => {
    const by = { role: "ORGANIZER", userId: organizer.person.id } as const;
    mustBe(await closeTrip({ tripId: outing.tripId!, by, reason, now }));
    watch.mailsAfter(now);
  });
}

/** Sari transfers everything released for one trip to its organizer, under one reference. */
export function paysOut({ timeline, people, random, watch }: Market, outing: Outing, at: Date): void {
  const { organizer, idea } = outing;
  const transferRef = `TRF${random.whole(10_000_000, 99_999_999)}`;
  timeline.at(at, `Sari pays ${organizer.person.name} for ${idea.slug}`, async (now) => {
    const released = await db()
      .select({ id: payouts.id, amount: payouts.amount })
      .from(payouts)
      .where(and(eq(payouts.tripId, outing.tripId!), eq(payouts.status, "RELEASED")));
    const rows = released.map(({ id, amount }) => ({ id, amountRupiah: amount }));
    await transfers("PAYOUT", rows, { adminId: people.sari.id, transferRef, now });
    watch.mailsAfter(now);
  });
}

/** Sari takes back what was released for one booking, because its participant called. */
export function recalls({ timeline, people }: Market, seat: Seat, at: Date): void {
  timeline.at(at, `Sari recalls the payout of ${seat.person.name}`, async (now) => {
    const { bookingId } = bookingOf(seat);
    const [payout] = await db().select({ id: payouts.id }).from(payouts).where(eq(payouts.bookingId, bookingId));
    mustBe(await recallPayout({ payoutId: payout!.id, adminId: people.sari.id, now }));
  });
}
