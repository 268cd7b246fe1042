import { site as en } from "./en/site.ts";
import { site as id } from "./id/site.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const siteTexts = inLanguages({ id, en });
