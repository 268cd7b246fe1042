import type { OrganizerProfile } from "#domain/users/organizers.ts";
import { bookable, type Trip, tripStart } from "./rules.ts";

/**
 * What a trip is to somebody who looks at it now. `full` may open again when somebody's seats come free; `paused` is a
 * trip of an organizer who is suspended; of `registration-closed` its organizer takes no more bookings; `under-way` has begun and is not completed yet; `cancelled` is CLOSED.
 */
export type Offer =
  | "open"
  | "full"
  | "registration-closed"
  | "booking-closed"
  | "under-way"
  | "completed"
  | "cancelled"
  | "paused";

/** A trip as far as it decides about its {@link Offer}. */
type Offered = Pick<Trip, "status" | "date" | "closesOn" | "registrationClosedAt"> & {
  seatsLeft: number;
  organizerStatus: OrganizerProfile["status"];
};

/** What the trip is at `now`: what is final first, then what keeps everybody from booking, then the seats. */
export function offerOf({ seatsLeft, organizerStatus, ...trip }: Offered, now: Date): Offer {
  if (trip.status === "COMPLETED") return "completed";
  if (trip.status === "CLOSED") return "cancelled";
  if (now >= tripStart(trip)) return "under-way";
  if (organizerStatus !== "APPROVED") return "paused";
  const answer = bookable(trip, { pax: 1, seatsLeft, now });
  if (answer.ok) return "open";
  if (answer.reason === "registration-closed") return "registration-closed";
  return answer.reason === "sold-out" ? "full" : "booking-closed";
}

/** Whether a trip has been led or called off: nothing about paying for it is news to anybody. */
export function isPast({ offer }: { offer: Offer }): boolean {
  return offer === "completed" || offer === "cancelled";
}
