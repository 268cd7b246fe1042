import type { Booked } from "#domain/bookings/book.ts";
import type { Booker } from "#domain/bookings/queries.ts";
import { type UnpaidBooking, unpaidSeatsAllowed } from "#domain/bookings/unpaid.ts";
import type { PublicTrip } from "#domain/departures/public.ts";
import { bookable } from "#domain/trips/rules.ts";
import type { Visitor } from "#domain/users/session.ts";

type Refused = Extract<Booked, { ok: false }>["reason"];

/** Why somebody cannot book at all, whatever they type. `no-account`: the platform has none to pay to. */
export type Obstacle =
  | Extract<
      Refused,
      | "unverified"
      | "own-trip"
      | "already-booked"
      | "sold-out"
      | "registration-closed"
      | "closed"
      | "starts-too-soon"
      | "not-open"
      | "unpaid-limit"
      | "unpaid-tries"
    >
  | "no-account";

type BookingAttempt = {
  trip: PublicTrip;
  asking: Pick<Visitor, "id" | "emailVerified">;
  booker: Pick<Booker, "live">;
  /** What they hold unpaid already. */
  unpaid: Pick<UnpaidBooking, "pax">[];
  /** From when they may book this trip again, whose bookings of it came to nothing too often. */
  mayTryAgainAt?: Date | undefined;
  /** How many accounts there are to pay to. */
  accounts: number;
};

/**
 * What keeps this person from booking one seat now; nothing when they can. What they cannot change comes first: nobody is
 * asked to confirm their address for a trip that is full. Who is suspended counts as signed out and never gets here.
 */
export function obstacleOf(
  { trip, asking, booker, unpaid, mayTryAgainAt, accounts }: BookingAttempt,
  now: Date,
): Obstacle | undefined {
  if (trip.organizer.userId === asking.id) return "own-trip";
  if (booker.live) return "already-booked";
  if (!trip.organizer.verified) return "not-open";
  const answer = bookable(trip, { pax: 1, seatsLeft: trip.seatsLeft, now });
  if (!answer.ok) return answer.reason;
  if (accounts === 0) return "no-account";
  if (mayTryAgainAt) return "unpaid-tries";
  if (seatsAllowedBeside(unpaid) === 0) return "unpaid-limit";
  return asking.emailVerified ? undefined : "unverified";
}

/** How many more seats somebody may book who holds these unpaid. */
export function seatsAllowedBeside(unpaid: Pick<UnpaidBooking, "pax">[]): number {
  return unpaidSeatsAllowed({ bookings: unpaid.length, seats: unpaid.reduce((sum, { pax }) => sum + pax, 0) });
}
