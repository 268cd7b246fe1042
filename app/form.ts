import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";
import { count } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** What a form shows after it was sent and refused: what was typed, and what is wrong with which field. */
export type FormAnswer = SubmissionResult<string[]> | undefined;

/** A server action behind a form. What it is bound to is bound where it is drawn on the server, never while a form renders. */
export type FormAction = (before: FormAnswer, form: FormData) => Promise<FormAnswer>;

type Issue = z.core.$ZodIssue;

/**
 * Checks what a form sent against its schema. A failed check is answered with `submission.reply()`, in the visitor's
 * language. `words` are the sentences for the schema's own checks, by the code that stands as their message.
 */
export function parseForm<Schema extends z.ZodType>(
  form: FormData,
  { schema, locale, words = {} }: { schema: Schema; locale: Locale; words?: Record<string, string> },
) {
  return parseWithZod(harmless(form), {
    schema,
    formatError: (issues: Issue[]) => issues.map((issue) => sentence(issue, locale, words)),
  });
}

/** Where the library says which row a button adds or removes. */
const intentName = "__intent__";

/** No list of ours is longer. */
const longestList = 100;

/**
 * Without what no form of ours sends: a NUL, for which PostgreSQL has no place, and a row such as `travellers[99999999]`,
 * which would make the answer as long as that.
 */
function harmless(form: FormData): FormData {
  const clean = new FormData();
  for (const [name, value] of form) {
    if (reachesFar(name) || (name === intentName && reachesFar(plain(value)))) continue;
    clean.append(name, typeof value === "string" ? value.replaceAll("\0", "") : value);
  }
  return clean;
}

/** Whether a field's name, or what a button asks for, speaks of a row that no list has. */
function reachesFar(text: string): boolean {
  return [...text.matchAll(/\[(\d+)|"(?:index|from|to)":(\d+)/g)].some(
    ([, row, index]) => Number(row ?? index) >= longestList,
  );
}

/** What a button of a list asks for, without escapes behind which a row could hide. */
function plain(intent: FormDataEntryValue): string {
  try {
    return JSON.stringify(JSON.parse(String(intent)));
  } catch {
    return "";
  }
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
