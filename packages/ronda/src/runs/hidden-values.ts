import { hidden } from "../record/redact.ts";

/** Among so many values of an input the mark is looked for: over HTTP there are no more. */
const mostValues = 100_000;

/** What is kept of an input, without the values that were hidden when it was kept, and whether there were any. */
export function withoutHidden(kept: unknown): { input: unknown; isLess: boolean } {
  let isLess = false;
  const rest = (value: unknown): unknown => {
    if (isHidden(value)) {
      isLess = true;
      return undefined;
    }
    // The others of a list keep their places.
    if (Array.isArray(value)) return value.map((item) => rest(item) ?? null);
    if (typeof value !== "object" || value === null) return value;
    const fields = Object.entries(value).map(([key, field]) => [key, isHidden(key) ? rest(key) : rest(field)]);
    return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
  };
  return { input: rest(kept), isLess };
}

/** True where the sign for a hidden value stands in what was given: somebody copied it from a run. Never throws. */
export function holdsHidden(given: unknown): boolean {
  const seen = new Set<unknown>();
  const left: unknown[] = [given];
  try {
    while (left.length > 0 && seen.size < mostValues) {
      const value = left.pop();
      if (isHidden(value)) return true;
      if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || seen.has(value)) continue;
      seen.add(value);
      for (const key in value) {
        if (isHidden(key)) return true;
        if (left.length < mostValues) left.push((value as Record<string, unknown>)[key]);
      }
    }
  } catch {
    // What cannot be looked at is the schema's to judge.
  }
  return false;
}

function isHidden(value: unknown): boolean {
  return typeof value === "string" && value.includes(hidden);
}
