import { bookings as en } from "./en/bookings.ts";
import { bookings as id } from "./id/bookings.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const bookingsTexts = inLanguages({ id, en });
