import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";
import { limits } from "#limits.ts";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { cleanText } from "#typed-text.ts";
import { inherited, intentName, readListIntent } from "./list-intent.ts";

/** What a form shows after it was sent and refused: what was typed, and what is wrong with which field. */
export type FormResult = SubmissionResult<string[]> | undefined;

/** A server action behind a form. What it is bound to is bound where it is drawn on the server, never while a form renders. */
export type FormAction = (before: FormResult, form: FormData) => Promise<FormResult>;

type Issue = z.core.$ZodIssue;

/**
 * Checks what a form sent against its schema. A failed check is answered with `submission.reply()`, in the visitor's
 * language. `words` are the sentences for the schema's own checks, by the code that stands as their message.
 */
export function parseForm<Schema extends z.ZodType>(
  form: FormData,
  { schema, locale, words = {} }: { schema: Schema; locale: Locale; words?: Record<string, string> },
) {
  return parseWithZod(sanitizeForm(form), {
    schema,
    formatError: (issues: Issue[]) => issues.map((issue) => sentence(issue, locale, words)),
  });
}

/** Where the library keeps what a form without scripts would show: none of ours asks it to. */
const stateName = "__state__";

/** Fields whose every character counts. The auth library brings a password to one form (NFKC) before it hashes it. */
const verbatimFields = new Set(["password", "old", "proof"]);

/**
 * A form's texts without what nobody sees (see `typed-text.ts`), and without what no form of ours sends, which would make
 * the work or the response long, or end in an error.
 */
export function sanitizeForm(form: FormData): FormData {
  const sanitized = new FormData();
  const seen = new Map<string, number>();
  let fields = 0;
  let asked: FormDataEntryValue = "";
  for (const [name, value] of form) {
    if (name === intentName) asked = value;
    if (hasExcessiveInput(name)) continue;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    // The parser copies all values of a name for each further one.
    if (times > limits.form.mostOfOneName) continue;
    if (++fields > limits.form.mostFields) break;
    const verbatim = typeof value !== "string" || verbatimFields.has(name);
    sanitized.append(name, verbatim ? value : cleanText(value));
  }
  const intent = readListIntent(asked, sanitized.keys());
  if (intent) sanitized.set(intentName, intent);
  return sanitized;
}

/** Whether a field speaks of a row that no list has, or its name is none that the parser understands. */
function hasExcessiveInput(name: string): boolean {
  const segments = name.split(/[.[]/, limits.form.deepestName + 1);
  return (
    name === intentName ||
    name === stateName ||
    !fieldName.test(name) ||
    segments.length > limits.form.deepestName ||
    segments.some((segment) => inherited.has(segment)) ||
    beyondLists(name)
  );
}

/** `travellers[0].fullName`, `payouts[]`. */
const fieldName = /^[\w$:-]+(?:\.[\w$:-]+|\[\d*\])*$/;

/** Whether a name counts further than any list of ours. */
function beyondLists(name: string): boolean {
  return [...name.matchAll(/\[(\d+)/g)].some(([, row]) => Number(row) >= limits.form.longestList);
}

function sentence(issue: Issue, locale: Locale, words: Record<string, string>): string {
  const texts = textsFor(locale).form;
  const own = words[issue.message];
  if (own) return own;
  switch (issue.code) {
    case "invalid_type":
      // An empty field arrives as nothing at all.
      if (/received undefined/.test(issue.message)) return texts.required;
      return issue.expected === "number" || issue.expected === "int" ? texts.notANumber : texts.invalid;
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum), locale);
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum), locale);
    case "invalid_format":
      return { email: texts.email, date: texts.notADay }[issue.format as string] ?? texts.invalid;
    default:
      return issue.message === "rupiah" ? texts.rupiah : texts.invalid;
  }
}

function tooSmall(origin: string, minimum: number, locale: Locale): string {
  const texts = textsFor(locale).form;
  if (origin === "string") return minimum <= 1 ? texts.required : texts.tooShort(minimum);
  return origin === "array" ? texts.fewest(minimum) : texts.atLeast(count(minimum, locale));
}

function tooBig(origin: string, maximum: number, locale: Locale): string {
  const texts = textsFor(locale).form;
  if (origin === "string") return texts.tooLong(maximum);
  return origin === "array" ? texts.most(maximum) : texts.atMost(count(maximum, locale));
}
