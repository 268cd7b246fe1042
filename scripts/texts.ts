import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { joinedTexts } from "./texts/joined.ts";

/** `npm run texts`: writes what joins the languages of `texts/languages.ts`. */
for (const { path, text } of joinedTexts()) writeFileSync(join(import.meta.dirname, "..", path), text);
