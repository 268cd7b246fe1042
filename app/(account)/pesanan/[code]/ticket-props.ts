import type { OwnBooking } from "#domain/bookings/queries.ts";
import type { BookingState } from "#domain/bookings/state.ts";
import type { Locale } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";

/** What every part of a booking's page is given. */
export type TicketProps = { own: OwnBooking; state: BookingState; now: Date; locale: Locale; texts: Texts["bookings"] };
