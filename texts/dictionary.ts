import { en } from "./en.ts";
import { id, type Texts } from "./id.ts";
import { inLanguages } from "./in-languages.ts";

/** Everything that people read, by language; `index.ts` hands it out. Written by `npm run texts`. */
export const dictionaryOf = inLanguages<Texts>({ id, en });
