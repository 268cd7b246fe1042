import type { OwnBooking } from "#domain/bookings/queries.ts";
import type { Locale } from "#texts/format.ts";
import type { Texts } from "#texts/index.ts";

/** What every part of the page on which somebody pays is given. */
export type PayProps = { own: OwnBooking; now: Date; locale: Locale; texts: Texts["pay"] };
