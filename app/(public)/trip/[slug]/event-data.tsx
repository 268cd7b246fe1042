import type { PublicTrip } from "#domain/departures/public.ts";
import { lastDay } from "#domain/trips/rules.ts";

/** What search engines are told about the trip. The browser runs no such block, so the page's policy lets it be. */
export function EventData({ trip, address }: { trip: PublicTrip; address: string }) {
  // An angle bracket in a title must not end the block.
  const json = JSON.stringify(eventOf(trip, address)).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with its brackets escaped; as text React would escape quotes
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

function eventOf(trip: PublicTrip, address: string) {
  const url = `${address}/trip/${trip.slug}`;
  return {
    "@context": "https://schema.org",
    "@type": "Event",
    name: trip.title,
    description: trip.description,
    startDate: trip.date,
    endDate: lastDay(trip),
    eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    eventStatus: `https://schema.org/${trip.offer === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    location: { "@type": "Place", name: trip.meetingPoint, address: trip.destination },
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
      availability: `https://schema.org/${trip.offer === "open" ? "InStock" : "SoldOut"}`,
      validThrough: trip.closesOn,
    },
  };
}
