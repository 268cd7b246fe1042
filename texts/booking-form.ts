import { bookingForm as en } from "./en/booking-form.ts";
import { bookingForm as id } from "./id/booking-form.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const bookingFormTexts = inLanguages({ id, en });
