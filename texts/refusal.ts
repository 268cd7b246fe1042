import { refusal as en } from "./en/refusal.ts";
import { refusal as id } from "./id/refusal.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const refusalTexts = inLanguages({ id, en });
