/** Deeper than this is not looked at: a circle has no end. */
const deepest = 20;

/** What a value of code that throws when it is looked at is written as. */
const unreadable = '"[cannot be read]"';

/**
 * Writes the beginning of a value as JSON: never more than `most` characters, and no more work than that takes, however
 * large the value is. Where it ends early, `…` stands at its end and it is no JSON any more. Nothing for what JSON has no
 * text for, or what cannot be looked at. Never throws; a bigint is written as a text, an error as `errorText` says.
 */
export function briefJson(
  value: unknown,
  most: number,
  errorText?: (value: unknown) => string | undefined,
): string | undefined {
  let text = "";
  const isFull = () => text.length > most;

  function write(given: unknown, key: string, depth: number): void {
    const error = errorText?.(given);
    const plain = error ?? plainOf(given, key);
    if (typeof plain === "string") text += JSON.stringify(plain.slice(0, most - text.length + 1));
    else if (typeof plain !== "object" || plain === null) text += String(plain);
    else if (depth === deepest) text += '"…"';
    else if (Array.isArray(plain)) writeList(plain, depth + 1);
    else writeObject(plain as Record<string, unknown>, depth + 1);
  }

  function writeList(list: unknown[], depth: number): void {
    text += "[";
    for (let index = 0; index < list.length && !isFull(); index++) {
      if (index > 0) text += ",";
      writeMember(list, index, depth);
    }
    text += "]";
  }

  function writeObject(object: Record<string, unknown>, depth: number): void {
    text += "{";
    let isFirst = true;
    for (const key in object) {
      if (isFull()) break;
      if (!Object.hasOwn(object, key) || !hasText(object, key)) continue;
      text += `${isFirst ? "" : ","}${JSON.stringify(key.slice(0, most))}:`;
      isFirst = false;
      writeMember(object, key, depth);
    }
    text += "}";
  }

  function writeMember(holder: object, key: string | number, depth: number): void {
    const before = text;
    try {
      const value = (holder as Record<string | number, unknown>)[key];
      if (hasText(holder, key)) write(value, String(key), depth);
      else text += "null";
    } catch {
      text = before + unreadable;
    }
  }

  try {
    if (!isWritable(value)) return undefined;
    write(value, "", 0);
  } catch {
    return undefined;
  }
  return isFull() ? `${text.slice(0, most - 1).toWellFormed()}…` : text.toWellFormed();
}

/** The value that JSON writes: what the value's own `toJSON` gives, what a boxed value holds. */
function plainOf(value: unknown, key: string): unknown {
  const own = (value as { toJSON?: unknown } | null | undefined)?.toJSON;
  const given: unknown = typeof value === "object" && typeof own === "function" ? own.call(value, key) : value;
  if (typeof given === "bigint") return String(given);
  if (typeof given === "number") return Number.isFinite(given) ? given : null;
  if (given instanceof Number || given instanceof String || given instanceof Boolean) return given.valueOf();
  return isWritable(given) ? given : null;
}

function hasText(holder: object, key: string | number): boolean {
  try {
    return isWritable((holder as Record<string | number, unknown>)[key]);
  } catch {
    return true;
  }
}

function isWritable(value: unknown): boolean {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}
