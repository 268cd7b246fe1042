import { holdBackAll } from "./transfers.ts";
import {
  bookingsOf,
  dispute,
  isLive,
  isOn,
  later,
  leaderOf,
  mail,
  net,
  type Organizer,
  owe,
  resplit,
  start,
  sync,
  type Trip,
  taken,
  those,
  type Verdict,
  type World,
  wibDayOf,
} from "./world.ts";

/** What organizers do with their trips, and what an admin does with organizers. */

type Form = Pick<Trip, "date" | "endDate" | "closesOn" | "price" | "quota">;

/** A trip is OPEN at once, from the day after tomorrow (WIB). */
export function publishes(world: World, organizer: Organizer, form: Form): Verdict<[id: string]> {
  return {
    reasons: those({
      "not-approved": organizer.status !== "APPROVED",
      "too-soon": form.date < later(wibDayOf(world.now), 2),
    }),
    apply(id) {
      world.trips.set(id, { id, organizerId: organizer.id, ...form, status: "OPEN", manifest: false });
    },
  };
}

/** The days are locked while anybody has a live booking; a price is for new bookings only. */
export function edits(world: World, trip: Trip, userId: string, form: Form): Verdict {
  const seats = taken(world, trip);
  const moves = form.date !== trip.date || form.endDate !== trip.endDate || form.closesOn !== trip.closesOn;
  const isStranger = leaderOf(world, trip) !== userId;
  return {
    reasons: those({
      "not-found": isStranger,
      over: !isOn(trip),
      "below-seats-taken": form.quota < seats,
      "dates-locked": moves && seats > 0,
      "too-soon": form.date !== trip.date && form.date < later(wibDayOf(world.now), 2),
    }),
    apply() {
      Object.assign(trip, form);
      sync(world, trip);
    },
  };
}

/** Everybody gets back all of what is left, also who had cancelled before; proofs under review wait for the admin. */
export function closes(world: World, trip: Trip, by: { role: "ORGANIZER" | "ADMIN"; userId: string }): Verdict {
  const isOrganizer = by.role === "ORGANIZER";
  return {
    reasons: those({
      "not-found": isOrganizer && leaderOf(world, trip) !== by.userId,
      completed: trip.status === "COMPLETED",
      closed: trip.status === "CLOSED",
      started: isOrganizer && world.now >= start(trip),
    }),
    apply() {
      trip.status = "CLOSED";
      for (const booking of bookingsOf(world, trip)) {
        const { payment } = booking;
        const isReviewed = payment.status === "AWAITING" && payment.proof !== null;
        const left = isReviewed ? 0 : net(booking);
        if (isLive(booking) || left > 0) mail(world, "trip-closed", booking.userId);
        if (isLive(booking)) {
          booking.status = "CANCELLED";
          if (payment.status === "AWAITING" && !isReviewed)
            payment.status = payment.received === null ? "CANCELLED" : "PAID";
        }
        const open = dispute(booking);
        if (open) open.status = "REJECTED";
        owe(world, booking, left, "TRIP_CLOSED");
        resplit(booking);
      }
    },
  };
}

/** Who was turned down may ask again. */
export function applies(world: World, userId: string): Verdict<[id: string]> {
  const before = [...world.organizers.values()].find((organizer) => organizer.userId === userId);
  return {
    reasons: those({ already: before !== undefined && before.status !== "REJECTED" }),
    apply(id) {
      world.organizers.set(id, { id, userId, status: "PENDING" });
    },
  };
}

/** They may publish trips, once money can be sent to them. */
export function approvesApplicant(world: World, organizer: Organizer): Verdict {
  const { userId, status } = organizer;
  return {
    reasons: those({ status: status !== "PENDING", "no-account": !world.accounts.has(userId) }),
    apply() {
      organizer.status = "APPROVED";
      mail(world, "organizer-approved", userId);
    },
  };
}

/** They may not, for now. */
export function rejectsApplicant(world: World, organizer: Organizer): Verdict {
  return {
    reasons: those({ status: organizer.status !== "PENDING" }),
    apply() {
      organizer.status = "REJECTED";
      mail(world, "organizer-rejected", organizer.userId);
    },
  };
}

/** Their trips take no new bookings. */
export function suspends(world: World, organizer: Organizer): Verdict {
  return {
    reasons: those({ status: organizer.status !== "APPROVED" }),
    apply() {
      organizer.status = "SUSPENDED";
      holdBackAll(world, organizer.id);
    },
  };
}

/** They do again. */
export function reinstates(organizer: Organizer): Verdict {
  return {
    reasons: those({ status: organizer.status !== "SUSPENDED" }),
    apply() {
      organizer.status = "APPROVED";
    },
  };
}
