import { account as en } from "./en/account.ts";
import { account as id } from "./id/account.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const accountTexts = inLanguages({ id, en });
