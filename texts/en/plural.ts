import { pluralIn } from "#texts/plural.ts";

const inEnglish = pluralIn("en-GB");

/** A count with the noun, and whatever agrees with it, in singular or plural: `1 mail was`, `2 mails were`. */
export function plural(count: number | string, one: string, other: string): string {
  return inEnglish(count, { one, other });
}
