import { organizer as en } from "./en/organizer.ts";
import { organizer as id } from "./id/organizer.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const organizerTexts = inLanguages({ id, en });
