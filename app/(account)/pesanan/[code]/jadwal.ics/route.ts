import { notFound } from "next/navigation";
import { attachment } from "#app/_downloads/download.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireOwnBooking } from "#app/(account)/pesanan/[code]/own-booking.ts";
import { clock } from "#clock.ts";
import { calendarFile } from "#domain/trips/calendar-file.ts";
import { env } from "#env.ts";
import { textsFor } from "#texts/index.ts";

/** The trip of a paid booking for somebody's calendar. */
export async function GET(_request: Request, { params }: RouteContext<"/pesanan/[code]/jadwal.ics">) {
  const now = clock();
  const { code } = await params;
  const { booking, trip, organizer } = await requireOwnBooking(code, { path: "/jadwal.ics", now });
  if (booking.status !== "CONFIRMED") notFound();
  const { ticket: texts } = textsFor((await preferences()).locale).bookings;
  const notes = [
    `${texts.code}: ${booking.code}`,
    `${texts.organizer}: ${organizer.displayName}`,
    organizer.whatsapp && `${texts.organizerWhatsApp}: ${organizer.whatsapp}`,
    trip.whatsappGroupUrl && `${texts.group}: ${trip.whatsappGroupUrl}`,
  ].filter((line) => typeof line === "string");
  const { APP_URL } = env();
  const file = calendarFile({
    trip,
    uid: `${booking.code}@${new URL(APP_URL).hostname}`,
    sequence: trip.version,
    notes,
    url: `${APP_URL}/pesanan/${booking.code}`,
    now,
  });
  return new Response(file, {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": attachment(`${trip.slug}.ics`),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
