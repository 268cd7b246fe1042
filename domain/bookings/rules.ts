import type { bookings } from "./schema/bookings.ts";

/** What follows from bookings as they stand. */

/** A row of `Booking`. */
export type Booking = typeof bookings.$inferSelect;

/** The states of a booking. */
export type BookingStatus = Booking["status"];

/** The states that hold their seats. */
export const liveStatuses = ["PENDING_PAYMENT", "CONFIRMED"] as const satisfies BookingStatus[];

/** Whether a booking holds its seats. */
export function isLive({ status }: Pick<Booking, "status">): boolean {
  const live: readonly BookingStatus[] = liveStatuses;
  return live.includes(status);
}

/** Seats that one trip's bookings hold: the unpaid ones count until their deadline expires them. */
export function seatsTaken(bookings: Pick<Booking, "status" | "pax">[]): number {
  return bookings.filter(isLive).reduce((sum, booking) => sum + booking.pax, 0);
}

/** Seats that can still be booked; never negative. */
export function seatsLeft(quota: number, taken: number): number {
  return Math.max(0, quota - taken);
}
