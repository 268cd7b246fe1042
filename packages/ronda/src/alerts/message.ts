import { callable, must, oneOf, optional, type Rule, text, textsBy } from "../job/options.ts";
import type { ZoneNames } from "../schedule/time-zone.ts";
import type { Alert } from "../types.ts";
import type { Locale } from "../words/locale.ts";
import { type WordsOptions, wordsFor } from "../words/words.ts";

/** How a channel's messages read, and where they lead. */
export type MessageOptions = {
  /** The language of the messages; English unless told. */
  locale?: Locale | undefined;
  /** The IANA zone in which moments are told; UTC unless told. */
  displayZone?: string | undefined;
  /** What readers call zones, such as `{ "Europe/Berlin": "Berlin time" }`. */
  zoneNames?: ZoneNames | undefined;
  /** What an error of this app's own means, see `WordsOptions`. */
  cause?: WordsOptions["cause"];
  /** The page to look at, or which one for an alert; it is the last line. */
  pageUrl?: string | ((alert: Alert) => string | undefined) | undefined;
  /** What tells what to do, or which part of it for an alert. */
  guideUrl?: string | ((alert: Alert) => string | undefined) | undefined;
};

/** The options of {@link MessageOptions}, for the channels that take them. */
export const messageRules: Record<keyof MessageOptions, Rule> = {
  locale: optional(oneOf("en", "id")),
  displayZone: optional(text('an IANA name, such as "Europe/Berlin"')),
  zoneNames: optional(textsBy('names by IANA zones, such as { "Europe/Berlin": "Berlin time" }')),
  cause: optional(callable("the function that says what an error means")),
  pageUrl: optional(addressOrFunction),
  guideUrl: optional(addressOrFunction),
};

/** An address of the web. */
export const address: Rule = must("an address such as https://hooks.example/…", isAddress);

function addressOrFunction(value: unknown): string | undefined {
  return typeof value === "function" ? callable("")(value) : address(value);
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** A message as a channel lays it out: `cause` may be cut, the rest never is. */
export type Message = { isGood: boolean; title: string; cause: string; tail: string };

/** Says an alert in the words and with the links of a channel. */
export function messageOf(
  alert: Alert,
  { locale = "en", displayZone, zoneNames, cause: meaning, pageUrl, guideUrl }: MessageOptions,
): Message {
  const { title, cause, details } = wordsFor({ locale, displayZone, zoneNames, cause: meaning }).alert(alert);
  const links = [pageUrl, guideUrl].map((link) => (typeof link === "function" ? link(alert) : link));
  return {
    isGood:
      alert.kind === "resolved" || alert.kind === "recorded" || alert.kind === "withdrawn" || alert.kind === "test",
    title,
    cause: cause.join("\n"),
    tail: [...details, ...links.filter((link) => link !== undefined)].join("\n"),
  };
}

/** The sign at the start of a message, which one sees before one reads. */
export function signOf({ isGood }: Pick<Message, "isGood">): string {
  return isGood ? "✅" : "🚨";
}

/** A text of at most so many UTF-16 units, which no way of counting letters exceeds; never half a letter. */
export function cutText(whole: string, most: number): string {
  if (whole.length <= most) return whole;
  return most < 1 ? "" : `${whole.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
