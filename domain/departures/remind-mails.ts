import type { NewEmail } from "#domain/emails/emails.ts";
import { tripStart } from "#domain/trips/rules.ts";
import type { Departing } from "./departing.ts";

/** To whoever booked, once a booking: where and when to meet. */
export function ticketLetters(travellers: readonly Departing[]): NewEmail[] {
  const firsts = Map.groupBy(travellers, ({ booking }) => booking.id).values();
  return [...firsts].map(([first]) => {
    const { trip, booking, person, organizer } = first!;
    const { id: _, organizerId: __, ...meeting } = trip;
    return {
      template: "trip-reminder",
      dedupeKey: `trip-reminder:${booking.id}`,
      to: { email: person.email, locale: person.locale },
      props: { ...meeting, name: person.name, bookingCode: booking.code, organizerWhatsapp: organizer.whatsapp },
      notAfter: tripStart(trip),
    };
  });
}

/** To the organizer, once a trip: everybody who comes. */
export function manifests(travellers: readonly Departing[]): NewEmail[] {
  const byTrip = Map.groupBy(travellers, ({ trip }) => trip.id).values();
  return [...byTrip].map((group) => {
    const { trip, organizer } = group[0]!;
    const { tripTitle, date, meetingPoint, meetingTime, meetsDayBefore } = trip;
    return {
      template: "trip-reminder-organizer",
      dedupeKey: `trip-reminder-organizer:${trip.id}`,
      to: { email: organizer.email, locale: organizer.locale },
      props: {
        name: organizer.name,
        ...{ tripTitle, tripId: trip.id, date, meetingPoint, meetingTime, meetsDayBefore },
        people: group.length,
        manifest: group.map(manifestLine).join("\n"),
      },
      notAfter: tripStart(trip),
    };
  });
}

/** `1. Budi Santoso, +6281234567890 (ST-7F3K9)`: who left no phone is reached through whoever booked. */
function manifestLine({ fullName, phone, booking }: Departing, at: number): string {
  return `${at + 1}. ${oneLine(fullName)}, ${oneLine(phone || booking.contactPhone)} (${booking.code})`;
}

/** A name with a line break must not read as two people. */
function oneLine(typed: string): string {
  return typed.replace(/\s+/g, " ").trim();
}
