import type { Locale } from "./format.ts";

/** The languages of the product, the first one first. */
export const localeNames: Record<Locale, string> = { id: "Indonesia", en: "English" };

/** What a visitor reads who has not chosen. */
export const defaultLocale: Locale = "id";

/** Whether a cookie or a form names one of our languages; what every object has, such as `toString`, is none. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(localeNames, value);
}
