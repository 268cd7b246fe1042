import type { Payment } from "#domain/bookings/schema/payments.ts";
import { addDays, startOfWibDay } from "#domain/calendar.ts";
import { lastDay, type Trip, tripStart } from "#domain/trips/rules.ts";
import type { Booking } from "./rules.ts";

/** Where a booking stands for the one who made it: what they read first, and what they can do next. */
export type BookingState =
  /** The money is waited for; `rejected`: a proof was looked at and did not fit, another one can be sent. */
  | "to-pay"
  | "rejected"
  /** The proof lies with an admin. */
  | "under-review"
  /** Nobody paid in time: also where the deadline has passed and nothing has expired the payment yet. */
  | "expired"
  | "cancelled"
  /** Paid: the trip is to come, is going on, or is over. */
  | "upcoming"
  | "under-way"
  | "over";

type Standing = {
  booking: Pick<Booking, "status">;
  payment: Pick<Payment, "expiresAt" | "rejectReason"> & { hasProof: boolean };
  trip: Pick<Trip, "date" | "endDate" | "status">;
};

/** Where a booking stands at `now`. */
export function bookingStateOf({ booking, payment, trip }: Standing, now: Date): BookingState {
  switch (booking.status) {
    case "EXPIRED":
      return "expired";
    case "CANCELLED":
      return "cancelled";
    case "PENDING_PAYMENT":
      if (payment.hasProof) return "under-review";
      if (now >= payment.expiresAt) return "expired";
      return payment.rejectReason ? "rejected" : "to-pay";
    case "CONFIRMED":
      if (trip.status === "COMPLETED" || now >= startOfWibDay(addDays(lastDay(trip), 1))) return "over";
      return now < tripStart(trip) ? "upcoming" : "under-way";
  }
}

/** Whether the seats should have been given back already: the deadline has passed, and there is no proof. */
export function isOverdue({ booking, payment }: Pick<Standing, "booking" | "payment">, now: Date): boolean {
  return booking.status === "PENDING_PAYMENT" && !payment.hasProof && now >= payment.expiresAt;
}
