import { notFound } from "next/navigation";
import { asText, sendCsv } from "#app/csv.ts";
import { preferences } from "#app/preferences.ts";
import { requireOrganizer } from "#app/visitor.ts";
import { manifestOf } from "#domain/bookings/manifest.ts";
import { findOwnTrip } from "#domain/trips/own-trips.ts";
import { textsFor } from "#texts/index.ts";

/** Who travels on one of the organizer's trips, as a file to print or to take where there is no signal. */
export async function GET(_request: Request, { params }: RouteContext<"/organizer/trip/[id]/peserta.csv">) {
  const { id } = await params;
  const { organizer } = await requireOrganizer(`/organizer/trip/${id}`);
  const trip = (await findOwnTrip(organizer.id, id)) ?? notFound();
  const { locale } = await preferences();
  const { manifest: texts } = textsFor(locale).organizer;
  const travellers = await manifestOf(organizer.id, id);
  const header = [
    ...[texts.number, texts.name, texts.phone, texts.emergency],
    ...[texts.booking, texts.bookedBy, texts.contact, texts.note],
  ];
  const rows = travellers.map(({ fullName, phone, emergencyContact, ...booking }, index) => [
    ...[index + 1, fullName, phone && asText(phone), emergencyContact && asText(emergencyContact)],
    ...[booking.bookingCode, booking.bookedBy, asText(booking.contactPhone), booking.note],
  ]);
  return sendCsv(`${texts.file}-${trip.slug}.csv`, { header, rows });
}
