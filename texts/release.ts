import { release as en } from "./en/release.ts";
import { release as id } from "./id/release.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const releaseTexts = inLanguages({ id, en });
