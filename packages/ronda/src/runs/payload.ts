import { describeFailure, textOf } from "../record/failure.ts";
import type { Redact } from "../record/redact.ts";
import type { Payload } from "../types.ts";

const mostStoredBytes = 64 * 1024;
const longestList = 4096;
const longestTexts = [1000, 100];
/** JSON of PostgreSQL ends at some thousand levels, its own functions before. */
const deepestLevel = 100;
/** A key with its quotes and colon, and the shortest value behind it. */
const fewestBytesOfKey = 5;
/** A number of `truncated` with its quotes and colon. */
const bytesOfNumber = 8;

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
 * each, by path; long texts only if that is not enough. Numbers are never cut. What lies deeper than 100 levels, which
 * PostgreSQL could not read, is left out and told in `truncated`, too. Secrets are taken out of its texts and keys.
 *
 * Each try to shorten it ends as soon as it is too large, so that the work is that of writing and reading it once as JSON.
 */
export function storedPayload(payload: Payload, redact: Redact = (text) => text): Payload {
  const json = JSON.stringify(payload);
  const plain = JSON.parse(json) as Payload;
  const clean = remembered(redact);
  const whole = copy(plain, { mostItems: Number.POSITIVE_INFINITY, mostLetters: Number.POSITIVE_INFINITY, clean });
  if (whole) return whole;
  for (let mostItems = longestList; mostItems >= 1; mostItems = Math.floor(mostItems / 2)) {
    const shortened = copy(plain, { mostItems, mostLetters: Number.POSITIVE_INFINITY, clean });
    if (shortened) return shortened;
  }
  for (const mostLetters of longestTexts) {
    const shortened = copy(plain, { mostItems: 1, mostLetters, clean });
    if (shortened) return shortened;
  }
  return { truncated: { "": Buffer.byteLength(json) } };
}

type Limits = { mostItems: number; mostLetters: number; clean: Redact };

/** The texts that are kept whole are cleaned once: each try begins with the same ones. */
function remembered(redact: Redact): Redact {
  const known = new Map<string, string>();
  return (text, most) => {
    if (most !== undefined) return redact(text, most);
    const clean = known.get(text) ?? redact(text);
    known.set(text, clean);
    return clean;
  };
}

/** A copy within the limits that PostgreSQL's JSON takes, or nothing where it is larger than what is stored. */
function copy(payload: Payload, limits: Limits): Payload | undefined {
  const truncated: Record<string, number> = {};
  let isShort = false;
  let bytesLeft = mostStoredBytes;

  const tell = (path: string, length: number) => {
    isShort = true;
    if (!(path in truncated)) take(path.length + bytesOfNumber);
    truncated[path] = (truncated[path] ?? 0) + length;
  };
  const take = (bytes: number) => {
    bytesLeft -= bytes;
    if (bytesLeft < 0) throw new TooLarge();
  };
  const text = (given: string, path: string) => {
    if (given.length > limits.mostLetters) tell(path, given.length);
    // No text that is longer than all that may be stored is worked on.
    take(Math.min(given.length, limits.mostLetters));
    if (given.length <= limits.mostLetters) {
      const whole = limits.clean(given);
      take(Math.max(0, whole.length - given.length));
      return storable(whole);
    }
    // Cleaned before it is cut, or the beginning of a secret would stand at its end; one letter more is the sign of the cut.
    return storable(limits.clean(given, limits.mostLetters + 1).slice(0, limits.mostLetters));
  };
  const list = (given: unknown[], path: string, depth: number) => {
    if (given.length > limits.mostItems) tell(path, given.length);
    return given.slice(0, limits.mostItems).map((item) => walk(item, `${path}[]`, depth));
  };
  const object = (given: object, path: string, depth: number) => {
    const entries: [string, unknown][] = [];
    for (const key of keysOf(given)) {
      const name = text(key, path);
      entries.push([name, walk((given as Payload)[key], path ? `${path}.${name}` : name, depth)]);
    }
    return Object.fromEntries(entries);
  };
  const walk = (value: unknown, path: string, depth: number): unknown => {
    take(1);
    if (typeof value === "string") return text(value, path);
    if (typeof value !== "object" || value === null) return value;
    if (depth > deepestLevel) {
      tell(path, Array.isArray(value) ? value.length : Object.keys(value).length);
      return null;
    }
    return Array.isArray(value) ? list(value, path, depth + 1) : object(value, path, depth + 1);
  };

  try {
    const copied = walk(payload, "", 1) as Payload;
    const stored = isShort ? { ...copied, truncated } : copied;
    return Buffer.byteLength(JSON.stringify(stored)) <= mostStoredBytes ? stored : undefined;
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

class TooLarge extends Error {}

/** Objects with so many keys that they alone are too large: to list the keys takes longest, so it is done once. */
const tooWide = new WeakSet<object>();

function keysOf(object: object): string[] {
  const keys = tooWide.has(object) ? undefined : Object.keys(object);
  if (keys && keys.length <= mostStoredBytes / fewestBytesOfKey) return keys;
  tooWide.add(object);
  throw new TooLarge();
}

/** PostgreSQL's JSON takes neither NUL nor half a surrogate pair, which JavaScript's strings may hold. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function kindOf(result: unknown): string {
  if (result === null) return "null";
  if (Array.isArray(result)) return "an array";
  return typeof result === "object" ? `a ${textOf(result.constructor?.name)}` : `a ${typeof result}`;
}
