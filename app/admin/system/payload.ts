import type { RunSummary } from "ronda";

/** True for a success that had nothing to do: every number zero, every list empty. */
export function isEmptySuccess({ status, payload }: Pick<RunSummary, "status" | "payload">): boolean {
  if (status !== "SUCCESS") return false;
  return Object.entries(payload ?? {}).every(([name, value]) => name === "ok" || isNothing(value));
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === 0 || value === null || value === "";
}
