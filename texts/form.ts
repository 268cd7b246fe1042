import { form as en } from "./en/form.ts";
import { form as id } from "./id/form.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const formTexts = inLanguages({ id, en });
