import type { Payload } from "ronda";
import { duration } from "#texts/duration.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { jobTextOf } from "#texts/jobs.ts";

/** One thing that a run says of what it did. */
export type PayloadFact = { name: string; value: string };

/** So many entries of a list are named; the others are counted. */
const mostNamed = 5;

/** A payload for people: amounts as money, durations as time, lists by their length and first entries. */
export function payloadInWords(payload: Payload, locale: Locale): PayloadFact[] {
  const lengths = (payload.truncated ?? {}) as Record<string, unknown>;
  return Object.entries(payload)
    .filter(([name]) => name !== "truncated" && name !== "ok")
    .map(([name, value]) => ({
      name: textsFor(locale).system.payload.names[name] ?? nameInWords(name),
      value: valueInWords(name, { value, length: lengths[name], locale }),
    }));
}

/** What only repeats a count beside it, or is for whoever looks closer: the run's page has it. */
const namesOfRows = ["ids", "names"];

/** The same in one line, for the answer to a press: lists by how long they are. */
export function resultInWords(payload: Payload | null, locale: Locale): string {
  const lengths = (payload?.truncated ?? {}) as Record<string, unknown>;
  const counts = Object.entries(payload ?? {})
    .filter(([name]) => !namesOfRows.includes(name))
    .map(([name, value]) => [name, Array.isArray(value) ? (lengths[name] ?? value.length) : value]);
  return payloadInWords(Object.fromEntries(counts), locale)
    .map(({ name, value }) => `${name}: ${value}`)
    .join(" · ");
}

/** What a run of one of our own jobs did, in a sentence; that of every other job as {@link resultInWords} has it. */
export function runInWords(job: string, payload: Payload | null, locale: Locale): string {
  const say = jobTextOf(job, locale)?.result;
  if (!say || !payload) return resultInWords(payload, locale);
  const lengths = (payload.truncated ?? {}) as Record<string, unknown>;
  const figure = (name: string) => {
    const value = payload[name];
    const amount = Array.isArray(value) ? (lengths[name] ?? value.length) : value;
    return typeof amount === "number" ? amount : 0;
  };
  const written = (name: string) => (name.endsWith("Rupiah") ? rupiah(figure(name)) : count(figure(name), locale));
  return say({ count: figure, written });
}

/** `payoutsReleased` → `Payouts released`; a unit at its end is told by its value. */
function nameInWords(name: string): string {
  const words = name
    .replace(/(Rupiah|Ms)$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

type PayloadValue = { value: unknown; length: unknown; locale: Locale };

function valueInWords(name: string, { value, length, locale }: PayloadValue): string {
  const texts = textsFor(locale).system.payload;
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  if (typeof value === "number") {
    if (name.endsWith("Rupiah")) return rupiah(value);
    if (name.endsWith("Ms")) return duration(value, locale);
    return Number.isInteger(value) ? count(value, locale) : String(value);
  }
  if (Array.isArray(value)) {
    const whole = typeof length === "number" ? length : value.length;
    const named = value.slice(0, mostNamed).filter((entry) => typeof entry !== "object");
    if (named.length === 0) return count(whole, locale);
    const more = whole > named.length ? texts.more(count(whole - named.length, locale)) : "";
    return `${count(whole, locale)}: ${named.join(", ")}${more}`;
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
