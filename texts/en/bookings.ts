import type { Texts } from "../id.ts";

/** Booking, paying, and what comes after. */
export const bookings: Texts["bookings"] = {
  title: "Bookings",
};
