import { upload as en } from "./en/upload.ts";
import { upload as id } from "./id/upload.ts";
import { inLanguages } from "./in-languages.ts";

/** The texts of this area alone, see `in-languages.ts`. */
export const uploadTexts = inLanguages({ id, en });
