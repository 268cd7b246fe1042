/** What the product has to know of a language besides its texts. */
export type Language = {
  /** Its own name. */
  name: string;
  /** The language data to go by, such as `en-GB`. */
  tag: string;
  /** Between hours and minutes, between a day with its year and the time, and before tenths. */
  marks: { time: string; beforeTime: string; decimal: string };
  /** Units of time: short beside figures, long in sentences. */
  units: Record<"ms" | "second" | "minute" | "hour" | "day" | "longMinute" | "longSecond", string>;
  /** The language of the engine's own sentences, which speaks fewer. */
  engine: "id" | "en";
};

/** The languages of the product, the first one first. Another is an entry here and a folder beside: `npm run texts` writes what joins them. */
const languages = {
  id: {
    name: "Indonesia",
    tag: "id-ID",
    marks: { time: ".", beforeTime: " ", decimal: "," },
    units: {
      ms: "ms",
      second: "dtk",
      minute: "mnt",
      hour: "jam",
      day: "hari",
      longMinute: "menit",
      longSecond: "detik",
    },
    engine: "id",
  },
  // British: the day stands before the month, as in Indonesian.
  en: {
    name: "English",
    tag: "en-GB",
    marks: { time: ":", beforeTime: ", ", decimal: "." },
    units: { ms: "ms", second: "s", minute: "min", hour: "h", day: "d", longMinute: "min", longSecond: "s" },
    engine: "en",
  },
} as const satisfies Record<string, Language>;

/** The languages of the product. */
export type Locale = keyof typeof languages;

/** All of them, the first one first. */
export const locales = Object.keys(languages) as [Locale, ...Locale[]];

/** What a visitor reads who has not chosen. */
export const defaultLocale: Locale = "id";

/** What is to be known of a language. */
export function languageOf(locale: Locale): Language {
  return languages[locale];
}

/** Whether a cookie or a form names one of our languages; what every object has, such as `toString`, is none. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && Object.hasOwn(languages, value);
}
