import type { InputSchema } from "../types/input.ts";
import type { Rule } from "./options.ts";

const longestReason = 300;

/** A schema, and one that accepts nothing: the schedule gives no input, so each of its runs would fail. */
export const inputRule: Rule = (schema) => {
  const hasKeys = (typeof schema === "object" && schema !== null) || typeof schema === "function";
  const standard = hasKeys ? (schema as Partial<InputSchema>)["~standard"] : undefined;
  if (typeof standard?.validate !== "function") {
    return "is no schema of Standard Schema, such as z.object({ … }).default({ … }) of Zod, or one of Valibot or ArkType";
  }
  try {
    return problemOf(standard.validate(undefined));
  } catch (error) {
    return `cannot be asked for its default: ${reasonOf(error)}`;
  }
};

function problemOf(answered: unknown): string | undefined {
  if (isPromise(answered)) {
    // Nobody waits for it.
    Promise.resolve(answered).catch(() => {});
    return "answers later, with a promise, so it cannot be checked at the start; use a schema that answers at once";
  }
  const issue = (answered as { issues?: readonly { message?: unknown }[] } | null)?.issues?.[0];
  if (issue === undefined) return undefined;
  return (
    `refuses a missing input (${reasonOf(issue)}), and the schedule gives none; ` +
    "give it a default, such as z.object({ … }).default({ … })"
  );
}

function reasonOf(thrown: unknown): string {
  const message = (thrown as { message?: unknown } | null | undefined)?.message;
  return typeof message === "string" ? message.slice(0, longestReason).toWellFormed() : "it does not say why";
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
