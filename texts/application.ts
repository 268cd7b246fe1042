import { application as en } from "./en/application.ts";
import { application as id } from "./id/application.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const applicationTexts = inLanguages({ id, en });
