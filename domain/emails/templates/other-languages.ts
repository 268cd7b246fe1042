import type { Locale } from "#texts/languages.ts";
import type { Letters } from "./index.ts";

/** Letters in languages that do not stand in the templates. Written by `npm run texts`. */
export const otherLanguages: Record<Exclude<Locale, "id" | "en">, Letters> = {};
