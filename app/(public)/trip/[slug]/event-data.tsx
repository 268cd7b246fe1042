import { breadcrumbs, JsonLd } from "#app/_shell/json-ld.tsx";
import type { PublicTrip } from "#domain/departures/public.ts";
import { meetingDay, readMeetingTime, type TimeZone } from "#domain/fields/meeting.ts";
import { lastDay } from "#domain/trips/rules.ts";
import type { Texts } from "#texts/index.ts";

/** What search engines are told about the trip: what it is and costs, and where its page stands. */
export function EventData({ trip, address, texts }: { trip: PublicTrip; address: string; texts: Texts["trips"] }) {
  const steps = [
    { name: texts.home, path: "/" },
    { name: trip.title, path: `/trip/${trip.slug}` },
  ];
  return (
    <>
      <JsonLd data={eventOf(trip, address)} />
      <JsonLd data={breadcrumbs(address, steps)} />
    </>
  );
}

/**
 * The place is where the trip leads; where people meet may be a station a hundred kilometres away, and is told as where
 * it starts.
 */
export function eventOf(trip: PublicTrip, address: string) {
  const url = `${address}/trip/${trip.slug}`;
  return {
    "@context": "https://schema.org",
    "@type": ["Event", "TouristTrip"],
    name: trip.title,
    description: trip.description,
    inLanguage: "id",
    startDate: startOf(trip),
    endDate: lastDay(trip),
    eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    eventStatus: `https://schema.org/${trip.offer === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    location: placeAt(trip.destination),
    tripOrigin: meetingPlace(trip),
    image: trip.photos.map((photo) => `${address}/foto/${photo}`),
    organizer: {
      "@type": "Organization",
      name: trip.organizer.displayName,
      url: `${address}/penyelenggara/${trip.organizer.slug}`,
    },
    maximumAttendeeCapacity: trip.quota,
    remainingAttendeeCapacity: trip.seatsLeft,
    offers: {
      "@type": "Offer",
      url,
      price: trip.pricePerPax,
      priceCurrency: "IDR",
      availability: `https://schema.org/${availabilityOf(trip)}`,
      validThrough: `${trip.closesOn}T23:59:59+07:00`,
    },
  };
}

function placeAt(destination: string) {
  return {
    "@type": "Place",
    name: destination,
    address: { "@type": "PostalAddress", addressLocality: destination, addressCountry: "ID" },
  };
}

/** Of Indonesia's zones, none of which has daylight saving. */
const offsets: Record<TimeZone, string> = { WIB: "+07:00", WITA: "+08:00", WIT: "+09:00" };

/** When people meet; the first day alone where the time is in words. */
function startOf(trip: PublicTrip): string {
  const meeting = readMeetingTime(trip.meetingTime);
  return meeting ? `${meetingDay(trip)}T${meeting.time}:00${offsets[meeting.zone]}` : trip.date;
}

function meetingPlace({ meetingPoint, meetingCoordinates }: PublicTrip) {
  const [latitude, longitude] = meetingCoordinates?.split(",").map(Number) ?? [];
  const geo = latitude !== undefined && { geo: { "@type": "GeoCoordinates", latitude, longitude } };
  return { "@type": "Place", name: meetingPoint, ...geo };
}

/** So few that search results say so. */
const fewSeats = 3;

function availabilityOf({ offer, seatsLeft }: PublicTrip): string {
  if (offer === "open") return seatsLeft <= fewSeats ? "LimitedAvailability" : "InStock";
  return offer === "full" ? "SoldOut" : "Discontinued";
}
