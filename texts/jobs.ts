import type { JobText } from "./id/jobs.ts";
import { inEachLanguage, type Locale, type Texts, textsFor } from "./index.ts";

/** What a job brings of words, by its name: what it does, in every language. See docs/decisions/0058-words-by-name.md. */
export function jobTexts<const Name extends keyof Texts["jobs"]>(name: Name) {
  return { name, description: inEachLanguage(({ jobs }) => jobs[name].description) };
}

/** All that a job says; nothing of one that is not ours, such as a handler written by hand. */
export function jobTextOf(name: string, locale: Locale): JobText | undefined {
  const known: Readonly<Record<string, JobText>> = textsFor(locale).jobs;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}
