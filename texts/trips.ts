import { trips as en } from "./en/trips.ts";
import { trips as id } from "./id/trips.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const tripsTexts = inLanguages({ id, en });
