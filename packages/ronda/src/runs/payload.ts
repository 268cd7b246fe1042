import type { Payload } from "../types.ts";
import { describeFailure, textOf } from "./failure.ts";

const mostStoredBytes = 64 * 1024;
const longestList = 4096;
const longestText = 1000;

/** What a job returned cannot be kept and answered as JSON. */
export class PayloadError extends Error {
  override name = "PayloadError";
}

/** Throws {@link PayloadError} unless `result` is a plain object that JSON can carry. */
export function checkPayload(result: unknown): asserts result is Payload {
  const isObject = typeof result === "object" && result !== null && !Array.isArray(result);
  // A date is an object, but JSON has it as a text.
  if (isObject && jsonOf(result)?.startsWith("{")) return;
  throw new PayloadError(
    `The job returned ${kindOf(result)}; it must return an object such as { completed: 0 }, or nothing`,
  );
}

function jsonOf(result: object): string | undefined {
  try {
    return JSON.stringify(result);
  } catch (cause) {
    throw new PayloadError(`The job's result cannot be written as JSON: ${firstLine(cause)}`, { cause });
  }
}

function firstLine(thrown: unknown): string {
  return describeFailure(thrown, (text) => text).message.split("\n")[0]!;
}

/**
 * The copy that stands in the run's row. Above 64 KiB its arrays are shortened and `truncated` tells the real length of
 * each, by path; long texts only if that is not enough. Numbers are never cut.
 */
export function storedPayload(payload: Payload): Payload {
  const clean = JSON.parse(JSON.stringify(payload, storable)) as Payload;
  if (sizeOf(clean) <= mostStoredBytes) return clean;
  for (let mostItems = longestList; mostItems >= 1; mostItems = Math.floor(mostItems / 2)) {
    const shortened = shorten(clean, { mostItems, mostLetters: Number.POSITIVE_INFINITY });
    if (sizeOf(shortened) <= mostStoredBytes) return shortened;
  }
  const shortest = shorten(clean, { mostItems: 1, mostLetters: longestText });
  return sizeOf(shortest) <= mostStoredBytes ? shortest : { truncated: { "": sizeOf(clean) } };
}

type Limits = { mostItems: number; mostLetters: number };

function shorten(payload: Payload, limits: Limits): Payload {
  const truncated: Record<string, number> = {};
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value === "string" && value.length > limits.mostLetters) {
      truncated[path] = (truncated[path] ?? 0) + value.length;
      return value.slice(0, limits.mostLetters).toWellFormed();
    }
    if (Array.isArray(value)) {
      if (value.length > limits.mostItems) truncated[path] = (truncated[path] ?? 0) + value.length;
      return value.slice(0, limits.mostItems).map((item) => walk(item, `${path}[]`));
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, walk(inner, path ? `${path}.${key}` : key)]);
    return Object.fromEntries(entries);
  };
  return { ...(walk(payload, "") as Payload), truncated };
}

/** PostgreSQL's JSON takes neither NUL nor half a surrogate pair, which JavaScript's strings may hold. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function kindOf(result: unknown): string {
  if (result === null) return "null";
  if (Array.isArray(result)) return "an array";
  return typeof result === "object" ? `a ${textOf(result.constructor?.name)}` : `a ${typeof result}`;
}
