/** The languages that the engine speaks; each has a folder here. */
export type Locale = "id" | "en";

/** The languages by their own names. */
export const localeNames: Record<Locale, string> = { id: "Indonesia", en: "English" };

/** Whether a text names one of our languages; what every object has, such as `toString`, is none. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(localeNames, value);
}

/** More of a header than this is not read: no browser sends as much. */
const longestHeader = 500;

/** The language that an `Accept-Language` header likes best among ours, or nothing. */
export function acceptedLocale(header: string | null): Locale | undefined {
  const wanted = (header ?? "").slice(0, longestHeader).split(",").map(readRange);
  const best = wanted.filter(({ locale }) => isLocale(locale)).toSorted((a, b) => b.quality - a.quality)[0];
  return best && best.quality > 0 ? (best.locale as Locale) : undefined;
}

function readRange(range: string): { locale: string; quality: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
  const language = tag.split("-")[0] ?? "";
  // The old code of Indonesian, which some phones still send.
  return { locale: language === "in" ? "id" : language, quality: Number.isFinite(quality) ? quality : 0 };
}
