import { breadcrumbs, JsonLd } from "#app/_shell/json-ld.tsx";
import type { PublicTrip } from "#domain/departures/public.ts";
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
    tripOrigin: { "@type": "Place", name: trip.meetingPoint },
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

/** With its zone where the organizer's time is one; the day alone where it is words. */
function startOf({ date, meetingTime }: PublicTrip): string {
  const [, hour, minute] = /^([01]?\d|2[0-3])[.:]([0-5]\d)$/.exec(meetingTime) ?? [];
  return hour === undefined ? date : `${date}T${hour.padStart(2, "0")}:${minute}:00+07:00`;
}

/** So few that search results say so. */
const fewSeats = 3;

function availabilityOf({ offer, seatsLeft }: PublicTrip): string {
  if (offer === "open") return seatsLeft <= fewSeats ? "LimitedAvailability" : "InStock";
  return offer === "full" ? "SoldOut" : "Discontinued";
}
