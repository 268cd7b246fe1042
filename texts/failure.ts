import { failure as en } from "./en/failure.ts";
import { failure as id } from "./id/failure.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const failureTexts = inLanguages({ id, en });
