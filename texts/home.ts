import { home as en } from "./en/home.ts";
import { home as id } from "./id/home.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const homeTexts = inLanguages({ id, en });
