import { notFound } from "next/navigation";
import { type FileKind, sendTable } from "#app/_downloads/download.ts";
import { columnsOf } from "#app/_downloads/table.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireOrganizer } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { manifestOf } from "#domain/bookings/manifest.ts";
import { findOwnTrip } from "#domain/departures/own-trips.ts";
import { textsFor } from "#texts/index.ts";

/** Who travels on one of the organizer's trips, as a file to print or to take where there is no signal. */
export async function sendManifest(
  request: Request,
  { tripId, kind }: { tripId: string; kind: FileKind },
): Promise<Response> {
  const { organizer } = await requireOrganizer(`/organizer/trip/${tripId}`);
  const trip = (await findOwnTrip(organizer.id, tripId)) ?? notFound();
  const { locale } = await preferences();
  const { manifest: texts } = textsFor(locale).organizer;
  const travellers = await manifestOf(organizer.id, tripId);
  const headers = [
    ...[texts.number, texts.name, texts.phone, texts.emergency],
    ...[texts.booking, texts.bookedBy, texts.contact, texts.note],
  ];
  const rows = travellers.map(({ fullName, phone, emergencyContact, ...booking }, index) => [
    ...[index + 1, fullName, phone, emergencyContact],
    ...[booking.bookingCode, booking.bookedBy, booking.contactPhone, booking.note],
  ]);
  const table = { sheet: texts.title, columns: columnsOf(headers, { 0: "count" }), rows };
  const { userId } = organizer;
  const name = `${texts.file}-${trip.slug}`;
  return sendTable(table, { kind, name, locale, userId, signal: request.signal, now: clock() });
}
