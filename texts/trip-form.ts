import { tripForm as en } from "./en/trip-form.ts";
import { tripForm as id } from "./id/trip-form.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const tripFormTexts = inLanguages({ id, en });
