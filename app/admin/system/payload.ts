import type { Payload, RunSummary } from "ronda";

/** A payload in one line: numbers as they are, lists by their length, such as `completed 2 · ids [2]`. */
export function payloadInLine(payload: Payload | null): string {
  if (!payload) return "";
  return Object.entries(payload)
    .filter(([name]) => name !== "truncated" && name !== "ok")
    .map(([name, value]) => `${name} ${valueInLine(value, fullLength(payload, name))}`)
    .join(" · ");
}

/** True for a success that had nothing to do: every number zero, every list empty. */
export function isEmptySuccess({ status, payload }: Pick<RunSummary, "status" | "payload">): boolean {
  if (status !== "SUCCESS") return false;
  return Object.entries(payload ?? {}).every(([name, value]) => name === "ok" || isNothing(value));
}

function valueInLine(value: unknown, length: number | undefined): string {
  if (Array.isArray(value)) return `[${length ?? value.length}]`;
  if (value !== null && typeof value === "object") return "{…}";
  return String(value);
}

/** How long a list was before the stored copy was shortened. */
function fullLength(payload: Payload, name: string): number | undefined {
  const lengths = payload.truncated as Record<string, unknown> | undefined;
  const length = lengths?.[name];
  return typeof length === "number" ? length : undefined;
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === 0 || value === null || value === "";
}
