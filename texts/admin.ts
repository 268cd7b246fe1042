import { admin as en } from "./en/admin.ts";
import { admin as id } from "./id/admin.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const adminTexts = inLanguages({ id, en });
