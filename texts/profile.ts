import { profile as en } from "./en/profile.ts";
import { profile as id } from "./id/profile.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const profileTexts = inLanguages({ id, en });
