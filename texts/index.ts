import { en } from "./en.ts";
import type { Locale } from "./format.ts";
import { id, type Texts } from "./id.ts";

export type { Texts };

/** The languages of the product, the first one first. */
export const localeNames: Record<Locale, string> = { id: "Indonesia", en: "English" };
export type { Locale };

/** What a visitor reads who has not chosen. */
export const defaultLocale: Locale = "id";

const dictionaries: Record<Locale, Texts> = { id, en };

/** Everything that people read, in one language. */
export function textsFor(locale: Locale): Texts {
  return dictionaries[locale];
}

/** Whether a cookie or a form names one of our languages; what every object has, such as `toString`, is none. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(localeNames, value);
}
