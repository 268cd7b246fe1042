import { about as en } from "./en/about.ts";
import { about as id } from "./id/about.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const aboutTexts = inLanguages({ id, en });
