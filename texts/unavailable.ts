import { unavailable as en } from "./en/unavailable.ts";
import { unavailable as id } from "./id/unavailable.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const unavailableTexts = inLanguages({ id, en });
