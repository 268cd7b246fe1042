import type { OwnBooking } from "#domain/bookings/queries.ts";
import type { Stage } from "#domain/bookings/stage.ts";
import type { Locale } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";

/** What every part of a booking's page is given. */
export type TicketProps = { own: OwnBooking; stage: Stage; now: Date; locale: Locale; texts: Texts["bookings"] };
