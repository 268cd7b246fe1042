import { z } from "zod";
import { limits } from "#limits.ts";

/** Where the library says which row a button adds or removes. */
export const intentName = "__intent__";

/** What an object has by itself is no name of a field. */
export const inherited = new Set(["__proto__", "constructor", "prototype"]);

const row = z
  .int()
  .min(0)
  .max(limits.form.longestList - 1);
const field = z
  .string()
  .max(limits.form.mostNameBytes)
  .regex(/^[\w-]+$/)
  .refine((name) => !inherited.has(name));
/** What a new row holds: nothing, in its one field or in each of them. */
const emptyRow = z.union([
  z.literal(""),
  z.record(field, z.literal("")).refine((fields) => Object.keys(fields).length <= limits.form.mostRowFields),
]);

/** What buttons of our forms ask for: a row more of a list, or one less. */
const listIntent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("insert"),
    payload: z.object({ name: field, index: row.optional(), defaultValue: emptyRow.optional() }),
  }),
  z.object({ type: z.literal("remove"), payload: z.object({ name: field, index: row }) }),
]);

/**
 * What a button of a list asks for, as the library reads it; undefined where it is nothing that a button of ours asks
 * for, or `fields`, the names that the form sent, hold no list of that name. The library throws at such a one, and
 * repeats in its answer whatever stands in it.
 */
export function readListIntent(sent: FormDataEntryValue, fields: Iterable<string>): string | undefined {
  const intent = listIntent.safeParse(parsed(sent)).data;
  if (!intent) return undefined;
  const { name } = intent.payload;
  const isOther = (field: string) => field === name || field.startsWith(`${name}.`);
  return [...fields].some(isOther) ? undefined : JSON.stringify(intent);
}

function parsed(sent: FormDataEntryValue): unknown {
  try {
    return JSON.parse(String(sent));
  } catch {
    return undefined;
  }
}
