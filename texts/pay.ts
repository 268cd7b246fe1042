import { pay as en } from "./en/pay.ts";
import { pay as id } from "./id/pay.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const payTexts = inLanguages({ id, en });
