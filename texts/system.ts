import { system as en } from "./en/system.ts";
import { system as id } from "./id/system.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const systemTexts = inLanguages({ id, en });
